-- Rule packs that were adopted: which version of which instrument judges, from
-- which day on.  The texts are blobs, named by their hash.

-- DERIVED.  One rule pack that was ever adopted.
CREATE TABLE pack (
  id   KEY16   NOT NULL PRIMARY KEY,
  name TEXT    NOT NULL,         -- its id, as the text says it
  rev  INTEGER NOT NULL          -- its last entry
);
CREATE UNIQUE INDEX pack_name ON pack (name);

-- DERIVED.  One adoption of a version of a pack.
CREATE TABLE pack_adoption (
  seq     INTEGER NOT NULL PRIMARY KEY, -- the entry that adopted it
  pack    KEY16   NOT NULL,
  version INTEGER NOT NULL,      -- as the text says it
  hash    BYTES   NOT NULL,      -- SHA-256 of the text: the blob that holds it
  size    INTEGER NOT NULL,      -- bytes of the text
  title   TEXT    NOT NULL,      -- of the instrument
  en      TEXT    NOT NULL,      -- the same in English; or empty
  since   DAY     NOT NULL,      -- it judges from this day on
  at      MOMENT  NOT NULL,      -- when it was adopted
  retired INTEGER                -- the entry that took it back
);
CREATE INDEX pack_adoption_pack ON pack_adoption (pack, version, seq);

-- DERIVED.  An official text that was attached to a pack.
CREATE TABLE pack_attachment (
  seq      INTEGER NOT NULL PRIMARY KEY, -- the entry that attached it
  pack     KEY16   NOT NULL,
  hash     BYTES   NOT NULL,     -- SHA-256 of the file: the blob that holds it
  size     INTEGER NOT NULL,     -- bytes of the file
  name     TEXT    NOT NULL,     -- of the file
  source   TEXT    NOT NULL,     -- where it was had
  document TEXT,                 -- its number, where it has one
  at       MOMENT  NOT NULL      -- when it was attached
);
CREATE INDEX pack_attachment_pack ON pack_attachment (pack, seq);
