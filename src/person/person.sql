-- Persons: natural persons, known by their key; nobody is free text elsewhere.

-- DERIVED.  One person.
CREATE TABLE person (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL,  -- its last entry
  merged    KEY16              -- who this was found to be
);
CREATE UNIQUE INDEX person_code ON person (code, source);
CREATE INDEX person_merged ON person (merged);

-- DERIVED.  A person through time, dated and bitemporal.
CREATE TABLE person_row (
  id       KEY16   NOT NULL,
  since    DAY     NOT NULL,   -- inclusive
  until    DAY     NOT NULL,   -- exclusive; 9999-12-31 open
  rec      INTEGER NOT NULL,   -- the entry that wrote the row
  rec_end  INTEGER NOT NULL,   -- the entry that superseded it; else the largest
  unknown  TEXT    NOT NULL,   -- fields said to be unknown
  name     TEXT    NOT NULL,
  staff_no TEXT,               -- one person's alone at a time
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
CREATE INDEX person_row_name ON person_row (name, id);
CREATE INDEX person_row_staff_no ON person_row (staff_no, id);
