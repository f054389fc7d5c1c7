-- Traces: who is to be looked at, level by level, once a situation is confirmed.

-- DERIVED.  One trace, as it stands.
CREATE TABLE trace (
  id            KEY16   NOT NULL PRIMARY KEY,
  ref           TEXT    NOT NULL,  -- TRC-2026-0001; never used again
  year          INTEGER NOT NULL,
  number        INTEGER NOT NULL,  -- in that year
  incident      KEY16   NOT NULL,
  called        TEXT    NOT NULL,  -- the incident's reference
  pack          TEXT    NOT NULL,
  rule          TEXT    NOT NULL,  -- the situation
  confirmed     INTEGER NOT NULL,  -- the entry that confirmed it
  conduct       MOMENT,            -- NULL: not known
  conduct_prec  INTEGER,
  occurred      MOMENT,
  occurred_prec INTEGER,
  body          KEY16   NOT NULL,  -- whose it is
  person        KEY16   NOT NULL,  -- who opened it
  reason        BYTES,             -- vault key
  state         TEXT    NOT NULL,  -- open, closed
  opened        MOMENT  NOT NULL,
  rev           INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX trace_ref ON trace (ref);
CREATE UNIQUE INDEX trace_situation ON trace (incident, pack, rule);
CREATE INDEX trace_body ON trace (body, id);
CREATE INDEX trace_year ON trace (year, number);

-- DERIVED.  Its rungs, and who stood on them.
CREATE TABLE trace_rung (
  trace    KEY16   NOT NULL,
  place    INTEGER NOT NULL,   -- from 1
  time     TEXT    NOT NULL,   -- conduct, occurred, both
  rung     TEXT    NOT NULL,   -- involved, security_head …
  height   INTEGER NOT NULL,   -- bodies above the first
  ordering INTEGER NOT NULL,   -- among those that are shown
  body     KEY16,              -- NULL: none is recorded
  person   KEY16,              -- NULL: nobody stood there
  tenure   KEY16,
  post     KEY16,
  title    TEXT    NOT NULL,   -- of the post
  held     TEXT    NOT NULL,   -- how: substantive, acting …
  flaws    TEXT    NOT NULL,   -- vacant, no_post …, by commas
  stands   INTEGER,            -- of those apart: the entry by which they stand
  examined INTEGER,            -- the last entry that did
  outcome  TEXT,               -- of that
  PRIMARY KEY (trace, place)
) WITHOUT ROWID;

-- DERIVED.  What was said in it, in order; nothing is ever replaced.
CREATE TABLE trace_said (
  trace   KEY16   NOT NULL,
  entry   INTEGER NOT NULL,
  kind    TEXT    NOT NULL,    -- examined, answered …
  place   INTEGER NOT NULL,    -- the rung; 0: of all of it
  outcome TEXT,
  body    KEY16,
  person  KEY16,
  text    BYTES,               -- vault key
  at      MOMENT  NOT NULL,
  PRIMARY KEY (trace, entry)
) WITHOUT ROWID;
