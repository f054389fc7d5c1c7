-- Tenures: who holds which post, how, from when to when.

-- DERIVED.  One tenure.
CREATE TABLE tenure (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX tenure_code ON tenure (code, source);

-- DERIVED.  A tenure through time, dated and bitemporal.
CREATE TABLE tenure_row (
  id            KEY16   NOT NULL,
  since         DAY     NOT NULL, -- inclusive
  until         DAY     NOT NULL, -- exclusive; 9999-12-31 open
  rec           INTEGER NOT NULL, -- the entry that wrote the row
  rec_end       INTEGER NOT NULL, -- the entry that superseded it; else the
                                  -- largest
  unknown       TEXT    NOT NULL, -- fields said to be unknown
  person        KEY16   NOT NULL,
  post          KEY16   NOT NULL,
  kind          TEXT    NOT NULL, -- a word of tenure_kinds
  absent        INTEGER,          -- 1: holds it but is away
  due           DAY,              -- when an acting term is to end
  document      TEXT,             -- that appoints: its number
  document_date DAY,
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
CREATE INDEX tenure_row_post ON tenure_row (post, id);
-- With all that is asked of who holds a post, whose rows lie apart.
CREATE INDEX tenure_row_held ON tenure_row (post, until, rec_end, person, kind,
  absent, due, document, document_date);
CREATE INDEX tenure_row_person ON tenure_row (person, id);

-- DERIVED.  What a holder handed on when he left, to whom and when.
CREATE TABLE tenure_handover (
  tenure   KEY16   NOT NULL,
  rec      INTEGER NOT NULL,      -- the entry that says so
  person   KEY16   NOT NULL,      -- who handed over
  taker    KEY16   NOT NULL,      -- who took over
  day      DAY     NOT NULL,      -- on which
  document TEXT,                  -- its record: its number
  note     BYTES,                 -- the vault's key of what was remarked
  PRIMARY KEY (tenure, rec)
) WITHOUT ROWID;
CREATE INDEX tenure_handover_person ON tenure_handover (person, rec);
CREATE INDEX tenure_handover_taker ON tenure_handover (taker, rec);
