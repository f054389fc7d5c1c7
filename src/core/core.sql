-- What the house itself keeps: its settings, its signing keys, and the memory
-- of requests.

-- DERIVED.  Settings that change a result or a face, as last set.
CREATE TABLE config (
  name  TEXT    NOT NULL PRIMARY KEY,  -- of the settings in config.c
  value TEXT    NOT NULL,              -- as that setting writes it
  seq   INTEGER NOT NULL               -- the entry that set it
);

-- DERIVED.  Whose signature on a checkpoint counts, and from when.
CREATE TABLE signer (
  vkey   TEXT    NOT NULL PRIMARY KEY, -- C2SP verifier key
  origin TEXT    NOT NULL,             -- of the checkpoints it signs
  since  INTEGER NOT NULL,             -- the entry that named it
  until  INTEGER                       -- the entry that replaced it
);

-- KEPT.  Requests that were carried out: asked again, answered again.
CREATE TABLE idempotency (
  request KEY16   NOT NULL,            -- chosen by the caller
  actor   TEXT    NOT NULL,            -- account, or the person asserted
  hash    BYTES   NOT NULL,            -- SHA-256 of what was asked
  on_key  KEY16   NOT NULL,            -- the record made or changed
  seq     INTEGER NOT NULL,            -- its last entry; -1: none was needed
  at      MOMENT  NOT NULL,            -- when
  PRIMARY KEY (request, actor)
) WITHOUT ROWID;

-- KEPT.  Imports and how far they came: one that was interrupted is seen here,
-- and goes on when the same file is imported again.
CREATE TABLE import_run (
  file    BYTES   NOT NULL,            -- SHA-256 of the file
  what    TEXT    NOT NULL,            -- region, body …
  name    TEXT    NOT NULL,            -- the file's name, as given
  planned INTEGER NOT NULL,            -- changes it asked for
  done    INTEGER NOT NULL,            -- changes recorded
  started MOMENT  NOT NULL,
  ended   MOMENT,                      -- NULL: under way or interrupted
  PRIMARY KEY (file, what)
);

-- DERIVED.  When the store itself was last backed up, restored, rebuilt or
-- upgraded.
CREATE TABLE maintenance (
  what   TEXT    NOT NULL PRIMARY KEY, -- a word of maintain_kinds
  detail TEXT    NOT NULL,
  at     MOMENT  NOT NULL,
  seq    INTEGER NOT NULL              -- the entry that says so
);
