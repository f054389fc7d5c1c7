-- The duty roster: who is on duty of a body, and how shifts were handed over.

-- DERIVED.  One shift.
CREATE TABLE roster (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX roster_code ON roster (code, source);

-- DERIVED.  A shift through time, bitemporal.
CREATE TABLE roster_row (
  id      KEY16   NOT NULL,
  since   MOMENT  NOT NULL,    -- inclusive; UTC ms, as everywhere
  until   MOMENT  NOT NULL,    -- exclusive
  rec     INTEGER NOT NULL,    -- the entry that wrote the row
  rec_end INTEGER NOT NULL,    -- the entry that superseded it; else the largest
  unknown TEXT    NOT NULL,    -- fields said to be unknown
  body    KEY16   NOT NULL,    -- whose duty it is
  person  KEY16   NOT NULL,
  role    TEXT    NOT NULL,    -- a word of roster_roles
  phone   TEXT,                -- where that person is reached meanwhile
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
CREATE INDEX roster_row_body ON roster_row (body, since);
CREATE INDEX roster_row_body_id ON roster_row (body, id);
CREATE INDEX roster_row_person ON roster_row (person, id);

-- DERIVED.  How a shift was handed over; of several the last one counts.
CREATE TABLE roster_handover (
  id     KEY16   NOT NULL,     -- the shift
  seq    INTEGER NOT NULL,     -- the entry
  at     MOMENT  NOT NULL,
  person KEY16,                -- who took it over, where that is said
  note   BYTES,                -- what was told: its vault key
  PRIMARY KEY (id, seq)
) WITHOUT ROWID;
