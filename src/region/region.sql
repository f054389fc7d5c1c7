-- Administrative divisions through the years: who lies where, then and now.
-- History knows only years: a code of 1991–2020 was in use at the end of 1991
-- and no longer at the end of 2020; in both of these years it is accepted.

-- DERIVED.  One code in one unbroken run of years.
CREATE TABLE region (
  id        KEY16   NOT NULL PRIMARY KEY,
  code      TEXT    NOT NULL,  -- GB/T 2260, six digits; townships nine
  level     INTEGER NOT NULL,  -- 1 province, 2 prefecture, 3 county, 4 township
  from_year INTEGER NOT NULL,  -- the first year at whose end it was in use
  to_year   INTEGER NOT NULL,  -- the first at whose end it was not; 9999 open
  rev       INTEGER NOT NULL   -- its last entry
) WITHOUT ROWID;
CREATE UNIQUE INDEX region_code ON region (code, from_year);
CREATE INDEX region_level ON region (level, code);
CREATE INDEX region_begun ON region (level, from_year);

-- DERIVED.  Its name and the division above it, dated and bitemporal.
CREATE TABLE region_row (
  region    KEY16   NOT NULL,
  from_year INTEGER NOT NULL,
  to_year   INTEGER NOT NULL,  -- exclusive; 9999 open
  rec       INTEGER NOT NULL,  -- the entry that wrote the row
  rec_end   INTEGER NOT NULL,  -- the entry that superseded it; else the largest
  name      TEXT    NOT NULL,
  parent    KEY16,             -- NULL: none, or not known
  PRIMARY KEY (region, from_year, rec)
) WITHOUT ROWID;
CREATE INDEX region_row_parent ON region_row (parent, from_year);

-- SCRATCH, lasting.  Under which division each lay in the year of the index.
CREATE TABLE region_stand (
  id    KEY16 NOT NULL PRIMARY KEY,
  above KEY16                  -- NULL: none, or not known
) WITHOUT ROWID;

-- SCRATCH, lasting.  Each division and those below it, itself included.
CREATE TABLE region_scope (
  scope KEY16 NOT NULL,
  id    KEY16 NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

-- DERIVED.  Where its territory went: to none, one or several codes.
CREATE TABLE region_successor (
  region KEY16   NOT NULL,
  code   TEXT    NOT NULL,
  year   INTEGER NOT NULL,
  part   INTEGER NOT NULL,     -- 1: a part, while it went on; 0: at its end
  PRIMARY KEY (region, code, year)
) WITHOUT ROWID;
CREATE INDEX region_successor_code ON region_successor (code, year);
