-- What a store knows about itself: which program's tables these are.

-- KEPT.  How far the numbered migrations of each part have come.  This table
-- never changes its own shape: every version of the program can read it.
CREATE TABLE part_version (
  part    TEXT    NOT NULL PRIMARY KEY, -- ledger, body …
  version INTEGER NOT NULL              -- of its CANON and KEPT tables
);

-- KEPT.  The shape in which each table was made.
CREATE TABLE table_shape (
  name   TEXT    NOT NULL PRIMARY KEY,  -- of the table
  class  TEXT    NOT NULL,              -- CANON, DERIVED, KEPT or SCRATCH
  shape  BYTES   NOT NULL,              -- SHA-256 of its statements
  filled INTEGER NOT NULL               -- 0: DERIVED and still to be replayed
);
