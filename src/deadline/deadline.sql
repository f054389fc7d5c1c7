-- Deadlines: the clocks of rule packs that run for a record.

-- DERIVED.  One clock of one rule for one record, as it stands.
CREATE TABLE deadline (
  id       KEY16   NOT NULL PRIMARY KEY,
  about    KEY16   NOT NULL,   -- the record it runs for
  pack     TEXT    NOT NULL,
  rule     TEXT    NOT NULL,   -- the clock's id
  part     TEXT    NOT NULL,   -- what starts it, where that is not the record
  called   TEXT    NOT NULL,   -- the record's reference number
  body     KEY16,              -- who owes it
  kind     TEXT    NOT NULL,   -- of clock: initial, onward …
  state    TEXT    NOT NULL,   -- runs, precaution, dropped
  due      MOMENT,             -- the last moment on time; NULL: no figure, or
                               -- what starts it is not known
  met      MOMENT,             -- NULL: it was not
  met_prec INTEGER,            -- how exactly that is known
  met_by   KEY16,              -- by which report
  outcome  TEXT,               -- on time? as was known then
  late     INTEGER,            -- minutes, as was known then
  rev      INTEGER NOT NULL    -- its last entry
);
CREATE UNIQUE INDEX deadline_about ON deadline (about, pack, rule, part);
CREATE INDEX deadline_due ON deadline (due, id)
  WHERE met IS NULL AND state <> 'dropped';

-- DERIVED.  What it rested on, state by state; none is ever overwritten.
CREATE TABLE deadline_row (
  deadline     KEY16   NOT NULL,
  rec          INTEGER NOT NULL, -- the entry that wrote the row
  rec_end      INTEGER NOT NULL, -- the entry that superseded it; else the
                                 -- largest
  state        TEXT    NOT NULL,
  version      INTEGER NOT NULL, -- of the pack
  anchor       MOMENT,           -- NULL: not known
  anchor_prec  INTEGER,
  anchor_fact  TEXT    NOT NULL, -- the fact that starts it; or empty
  anchor_entry INTEGER,          -- the entry that said it
  within       TEXT    NOT NULL, -- PT1H, P30D; empty: no figure
  calendar     TEXT    NOT NULL, -- edition of working days; or empty
  due          MOMENT,
  earlier      INTEGER NOT NULL, -- 1: a missing fact could make it so
  missing      TEXT    NOT NULL, -- facts that would make it sure, by commas
  decided      MOMENT,           -- when the last deciding fact was recorded
  why          TEXT    NOT NULL, -- of one dropped: a word; or empty
  PRIMARY KEY (deadline, rec)
) WITHOUT ROWID;

-- DERIVED.  Whoever was to be reminded.
CREATE TABLE deadline_reminder (
  deadline KEY16   NOT NULL,
  seq      INTEGER NOT NULL,   -- the entry
  step     TEXT    NOT NULL,   -- half, most, due, calls, superior
  due      MOMENT,             -- what the deadline was then
  at       MOMENT  NOT NULL,
  PRIMARY KEY (deadline, seq)
) WITHOUT ROWID;
