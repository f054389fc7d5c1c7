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

-- SCRATCH.  Records whose place in the indexes is to be looked at again before
-- the act ends that touched them, or the import that the act belongs to.
CREATE TABLE index_due (
  kind TEXT  NOT NULL,                  -- body, person, system …
  id   KEY16 NOT NULL,                  -- of the record
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- SCRATCH, lasting.  For what each index is filled.
CREATE TABLE index_state (
  name   TEXT    NOT NULL PRIMARY KEY,  -- words, scopes
  stamp  BYTES   NOT NULL,              -- SHA-256 of what it was made by
  day    DAY     NOT NULL,              -- the day as of which it holds
  until  MOMENT  NOT NULL,              -- when that day is over
  filled INTEGER NOT NULL               -- 0: not all records are in it yet
);

-- SCRATCH.  Records that are being moved in a scope; empty between acts.  By
-- those above them, in whose scopes they then stand beside one another.
CREATE TABLE scope_moved (
  above  KEY16   NOT NULL,              -- under whom it is to stand; its own
                                        -- key: under nobody
  id     KEY16   NOT NULL,
  above2 KEY16,                         -- the same in its other tree, or NULL
  there  INTEGER NOT NULL,              -- 0: it stands nowhere any more
  PRIMARY KEY (above, id)
) WITHOUT ROWID;
