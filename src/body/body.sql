-- Bodies: anything that can owe a duty, and who leads whom.

-- DERIVED.  One body, whatever it is called and wherever it stands.
CREATE TABLE body (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- of its first alias; NULL: it has none
  code      TEXT,
  withdrawn INTEGER NOT NULL,  -- 1: entered by mistake; counts nowhere
  merged    KEY16,             -- the body it went into
  rev       INTEGER NOT NULL   -- its last entry
) WITHOUT ROWID;

-- DERIVED.  Its state through time, dated and bitemporal.
CREATE TABLE body_row (
  body     KEY16   NOT NULL,
  from_day DAY     NOT NULL,   -- inclusive
  to_day   DAY     NOT NULL,   -- exclusive; 9999-12-31 open
  rec      INTEGER NOT NULL,   -- the entry that wrote the row
  rec_end  INTEGER NOT NULL,   -- the entry that superseded it; else the largest
  name     TEXT    NOT NULL,
  kind     TEXT    NOT NULL,   -- a word of body_kinds
  superior KEY16,              -- the one body that leads it
  region   KEY16,              -- where it lies
  industry TEXT,               -- as the source calls it
  PRIMARY KEY (body, from_day, rec)
) WITHOUT ROWID;
CREATE INDEX body_row_superior ON body_row (superior, body);
CREATE INDEX body_row_region ON body_row (region, body);
CREATE INDEX body_row_name ON body_row (name, body);
CREATE INDEX body_row_group ON body_row (superior, body)
  WHERE kind = 'party_group';
CREATE INDEX body_row_organ ON body_row (region, body)
  WHERE kind IN ('party_committee', 'leading_body', 'office');

-- SCRATCH, lasting.  Who led each on the day of the index.
CREATE TABLE body_stand (
  id    KEY16 NOT NULL PRIMARY KEY,
  above KEY16                  -- NULL: nobody
) WITHOUT ROWID;

-- SCRATCH, lasting.  Each body and those that stand under it, itself included.
CREATE TABLE body_scope (
  scope KEY16 NOT NULL,
  id    KEY16 NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

-- DERIVED.  Who guides it in its work, beside the one who leads it; each row
-- goes with a row of its state.
CREATE TABLE body_guide (
  body     KEY16   NOT NULL,
  guide    KEY16   NOT NULL,   -- the guiding body
  from_day DAY     NOT NULL,
  to_day   DAY     NOT NULL,
  rec      INTEGER NOT NULL,
  rec_end  INTEGER NOT NULL,
  PRIMARY KEY (body, guide, from_day, rec)
) WITHOUT ROWID;
CREATE INDEX body_guide_guide ON body_guide (guide, body);

-- DERIVED.  What others call it: a sheet's own code, 统一社会信用代码.
CREATE TABLE body_alias (
  source TEXT  NOT NULL,       -- who gave the code
  code   TEXT  NOT NULL,
  body   KEY16 NOT NULL,
  PRIMARY KEY (source, code)
) WITHOUT ROWID;
CREATE INDEX body_alias_body ON body_alias (body, source, code);
CREATE INDEX body_alias_code ON body_alias (code, source);

-- DERIVED.  Bodies whose division ended: somebody must say where they lie now.
CREATE TABLE body_due (
  body     KEY16   NOT NULL,
  region   KEY16   NOT NULL,   -- the division that ended
  from_day DAY     NOT NULL,   -- from when on another one is wanted
  seq      INTEGER NOT NULL,   -- the entry that noticed it
  PRIMARY KEY (body, region)
) WITHOUT ROWID;
