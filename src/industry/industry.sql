-- Industries, and who regulates them where.

-- DERIVED.  One industry.
CREATE TABLE industry (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX industry_code ON industry (code, source);

-- DERIVED.  An industry through time, dated and bitemporal.
CREATE TABLE industry_row (
  id      KEY16   NOT NULL,
  since   DAY     NOT NULL,    -- inclusive
  until   DAY     NOT NULL,    -- exclusive; 9999-12-31 open
  rec     INTEGER NOT NULL,    -- the entry that wrote the row
  rec_end INTEGER NOT NULL,    -- the entry that superseded it; else the largest
  unknown TEXT    NOT NULL,    -- fields said to be unknown
  name    TEXT    NOT NULL,    -- one industry's alone at a time
  parent  KEY16,               -- the industry that it is a branch of
  basis   TEXT,                -- document that draws its bounds
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
CREATE INDEX industry_row_name ON industry_row (name, id);
CREATE INDEX industry_row_parent ON industry_row (parent, id);

-- DERIVED.  One regulator: a body that answers for an industry in a division.
CREATE TABLE regulator (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX regulator_code ON regulator (code, source);

-- DERIVED.  A regulator through time, dated and bitemporal.
CREATE TABLE regulator_row (
  id       KEY16   NOT NULL,
  since    DAY     NOT NULL,   -- inclusive
  until    DAY     NOT NULL,   -- exclusive; 9999-12-31 open
  rec      INTEGER NOT NULL,   -- the entry that wrote the row
  rec_end  INTEGER NOT NULL,   -- the entry that superseded it; else the largest
  unknown  TEXT    NOT NULL,   -- fields said to be unknown
  industry KEY16   NOT NULL,
  region   KEY16,              -- where; NULL: in the whole nation
  body     KEY16   NOT NULL,
  basis    TEXT,               -- document that says so
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
CREATE INDEX regulator_row_industry ON regulator_row (industry, region, id);
CREATE INDEX regulator_row_region ON regulator_row (region, id);
CREATE INDEX regulator_row_body ON regulator_row (body, id);
