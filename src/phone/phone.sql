-- Duty telephones: where a body is reached, and when that was last tried.

-- DERIVED.  One telephone.
CREATE TABLE phone (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX phone_code ON phone (code, source);

-- DERIVED.  A telephone through time, dated and bitemporal.
CREATE TABLE phone_row (
  id          KEY16   NOT NULL,
  since       DAY     NOT NULL, -- inclusive
  until       DAY     NOT NULL, -- exclusive; 9999-12-31 open
  rec         INTEGER NOT NULL, -- the entry that wrote the row
  rec_end     INTEGER NOT NULL, -- the entry that superseded it; else the largest
  unknown     TEXT    NOT NULL, -- fields said to be unknown
  body        KEY16   NOT NULL, -- whose telephone it is
  number      TEXT    NOT NULL, -- as it was written
  kind        TEXT    NOT NULL, -- a word of phone_kinds
  tested_on   DAY,              -- the last call test
  test_result TEXT,             -- a word of phone_results
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
CREATE INDEX phone_row_body ON phone_row (body, id);
CREATE INDEX phone_row_number ON phone_row (number, id);
