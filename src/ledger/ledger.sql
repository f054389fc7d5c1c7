-- The ledger's own tables: what must never change (CANON) and the edge at
-- which it grows.

-- CANON, append only.  Every entry ever appended, as the bytes that were
-- hashed.
CREATE TABLE ledger_entry (
  seq    INTEGER NOT NULL PRIMARY KEY,  -- counts from 0: the leaf's index
  entry  BYTES   NOT NULL,              -- canonical JSON, at most 65,535 bytes
  hash   BYTES   NOT NULL               -- SHA-256(0x00 || entry)
);

-- CANON, append only.  Full tiles of the tree (C2SP tlog-tiles, height 8);
-- what is not full follows from the entries and the tiles below.
CREATE TABLE ledger_tile (
  level  INTEGER NOT NULL,              -- 0: hashes of leaves
  n      INTEGER NOT NULL,              -- which tile of its level
  hashes BYTES   NOT NULL,              -- 256 × 32 bytes
  root   BYTES   NOT NULL,              -- of these 256: a hash one level up
  PRIMARY KEY (level, n)
);

-- CANON, append only.  Checkpoints that were signed: C2SP signed notes.
CREATE TABLE ledger_checkpoint (
  size   INTEGER NOT NULL PRIMARY KEY,  -- entries it covers
  note   TEXT    NOT NULL,              -- the signed note, byte for byte
  at     MOMENT  NOT NULL               -- when it was signed
);

-- CANON.  Texts typed by people, outside the entries, so that they can be
-- removed by law without breaking the proof.
CREATE TABLE vault (
  hash   BYTES   NOT NULL PRIMARY KEY,  -- SHA-256(salt || text), as entries say
  salt   BYTES,                         -- 16 random bytes; NULL: expunged
  text   TEXT,                          -- NULL: expunged
  owner  KEY16   NOT NULL,              -- the record it was typed for
  removed_by TEXT                       -- document number of the removal
);

-- CANON.  Files that entries name; the bytes lie in the store's blob folder.
CREATE TABLE blob (
  hash   BYTES   NOT NULL PRIMARY KEY,  -- SHA-256 of the bytes
  size   INTEGER NOT NULL,              -- bytes
  owner  KEY16   NOT NULL,              -- the record it was handed in for
  removed_by TEXT                       -- document number of the removal
);

-- KEPT.  The one row that writers lock: the tree's size and right edge.
CREATE TABLE ledger_head (
  id       INTEGER NOT NULL PRIMARY KEY, -- always 1
  size     INTEGER NOT NULL,             -- entries
  peaks    BYTES   NOT NULL,             -- roots of the perfect subtrees
  last_at  MOMENT  NOT NULL,             -- time of the last entry
  last_key KEY16   NOT NULL              -- the last key that was made
);

-- DERIVED.  Which entries touch which record: histories read this.
CREATE TABLE ledger_touch (
  on_key KEY16   NOT NULL,               -- the record
  seq    INTEGER NOT NULL,               -- the entry
  PRIMARY KEY (on_key, seq)
) WITHOUT ROWID;

-- DERIVED.  Texts of the vault and files that were removed, and which entry
-- says so: a gap that is not named here is a finding.
CREATE TABLE vault_removed (
  hash     BYTES   NOT NULL PRIMARY KEY, -- vault key, or SHA-256 of the file
  is_file  INTEGER NOT NULL,             -- 1: a file
  document TEXT    NOT NULL,             -- number of the document
  seq      INTEGER NOT NULL              -- the entry
);
CREATE INDEX vault_removed_seq ON vault_removed (seq, hash);
