-- Incidents: what happened, what is known of it, what the rules conclude.

-- DERIVED.  One incident, as it stands.
CREATE TABLE incident (
  id         KEY16   NOT NULL PRIMARY KEY,
  ref        TEXT    NOT NULL,   -- INC-2026-0042; never used again
  year       INTEGER NOT NULL,   -- of the counter
  number     INTEGER NOT NULL,   -- in that year
  drill      INTEGER NOT NULL,   -- 1: an exercise; counts nowhere
  classified INTEGER NOT NULL,   -- 1: moved to the classified channel
  channel_no TEXT,               -- its number there
  body       KEY16   NOT NULL,   -- in which it happened
  title      BYTES,              -- vault key
  origin     TEXT    NOT NULL,   -- how it was found: a word
  source     TEXT,               -- its number elsewhere
  state      TEXT    NOT NULL,   -- open, closed, false_alarm, merged
  merged     KEY16,              -- into which
  level      TEXT,               -- as a person decided it
  class      TEXT,               -- as a person chose it
  opened     MOMENT  NOT NULL,   -- when it was entered
  occurred   MOMENT,             -- the earliest that is said
  learned    MOMENT,             -- found or told of: the earliest that is said
  rev        INTEGER NOT NULL    -- its last entry
);
CREATE UNIQUE INDEX incident_ref ON incident (ref);
CREATE INDEX incident_year ON incident (year, number);
CREATE INDEX incident_body ON incident (body, id);
CREATE INDEX incident_source ON incident (source);

-- DERIVED.  What was said of a fact; the last counts, the others stay.
CREATE TABLE incident_fact (
  incident KEY16   NOT NULL,
  fact     TEXT    NOT NULL,   -- id in the packs' dictionary
  rec      INTEGER NOT NULL,   -- the entry
  rec_end  INTEGER NOT NULL,   -- the entry that superseded it; else the largest
  value    TEXT,               -- canonical JSON; NULL: not known, or in words
  words    BYTES,              -- vault key of the same, where text is in it
  reason   TEXT,               -- why it is not known
  unit     TEXT,
  at       MOMENT,             -- as of when
  at_prec  INTEGER,
  source   BYTES,              -- vault key
  asserter KEY16,              -- the body that says so
  person   KEY16,
  material BYTES,              -- SHA-256 of a file
  PRIMARY KEY (incident, fact, rec)
) WITHOUT ROWID;

-- DERIVED.  Its chronology.
CREATE TABLE incident_time (
  incident KEY16   NOT NULL,
  entry    INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  at       MOMENT  NOT NULL,
  at_prec  INTEGER NOT NULL,
  body     KEY16,
  person   KEY16,
  note     BYTES,              -- vault key
  ended    INTEGER,            -- the entry that corrected it or took it back
  PRIMARY KEY (incident, entry)
) WITHOUT ROWID;

-- DERIVED.  What was down, and when.
CREATE TABLE incident_outage (
  incident KEY16   NOT NULL,
  entry    INTEGER NOT NULL,
  what     TEXT    NOT NULL,   -- site, cii_whole, cii_main, home_page …
  system   KEY16,
  since    MOMENT  NOT NULL,
  until    MOMENT,             -- NULL: it lasts
  ended    INTEGER,
  PRIMARY KEY (incident, entry)
) WITHOUT ROWID;

-- DERIVED.  Where people are affected.
CREATE TABLE incident_area (
  incident   KEY16   NOT NULL,
  entry      INTEGER NOT NULL,
  region     KEY16   NOT NULL,
  people     INTEGER,          -- affected
  population INTEGER,          -- of the division
  ended      INTEGER,
  PRIMARY KEY (incident, entry)
) WITHOUT ROWID;

-- DERIVED.  Systems, bodies and persons that have a part in it.
CREATE TABLE incident_part (
  incident KEY16   NOT NULL,
  entry    INTEGER NOT NULL,
  place    INTEGER NOT NULL,   -- among those that the entry names, from 0
  part     TEXT    NOT NULL,   -- a word of incident_parts
  system   KEY16,
  body     KEY16,
  person   KEY16,
  reason   BYTES,              -- vault key
  ended    INTEGER,
  PRIMARY KEY (incident, entry, place)
) WITHOUT ROWID;
CREATE INDEX incident_part_system ON incident_part (system, incident);
CREATE INDEX incident_part_body ON incident_part (body, incident);
CREATE INDEX incident_part_person ON incident_part (person, incident);

-- DERIVED.  What a rule concluded, until it concluded otherwise.
CREATE TABLE incident_result (
  incident KEY16   NOT NULL,
  pack     TEXT    NOT NULL,
  rule     TEXT    NOT NULL,
  rec      INTEGER NOT NULL,
  rec_end  INTEGER NOT NULL,
  version  INTEGER NOT NULL,   -- of the pack
  outcome  TEXT    NOT NULL,   -- met, not_met, open, readings, advised …
  missing  TEXT    NOT NULL,   -- facts, by commas
  PRIMARY KEY (incident, pack, rule, rec)
) WITHOUT ROWID;

-- DERIVED.  The level that a pack proposed, until it proposed otherwise.
CREATE TABLE incident_level (
  incident KEY16   NOT NULL,
  pack     TEXT    NOT NULL,
  rec      INTEGER NOT NULL,
  rec_end  INTEGER NOT NULL,
  version  INTEGER NOT NULL,
  least    TEXT    NOT NULL,   -- at least; or empty
  advised  TEXT    NOT NULL,   -- with what only advises; or empty
  most     TEXT    NOT NULL,   -- not excluded; or empty
  missing  TEXT    NOT NULL,   -- facts that could raise it, by commas
  PRIMARY KEY (incident, pack, rec)
) WITHOUT ROWID;

-- DERIVED.  The facts that a conclusion rested on, and who had said them.
CREATE TABLE incident_used (
  incident KEY16   NOT NULL,
  rec      INTEGER NOT NULL,   -- the entry of the conclusion
  fact     TEXT    NOT NULL,
  entry    INTEGER NOT NULL,   -- that had stated it
  PRIMARY KEY (incident, rec, fact)
) WITHOUT ROWID;

-- DERIVED.  Decisions about level and class, in order.
CREATE TABLE incident_decision (
  incident KEY16   NOT NULL,
  entry    INTEGER NOT NULL,
  kind     TEXT    NOT NULL,   -- level or class
  act      TEXT    NOT NULL,   -- confirmed, raised, lowered, chosen
  word     TEXT    NOT NULL,   -- level or class
  proposed TEXT    NOT NULL,   -- what the rules proposed then; or empty
  pack     TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  body     KEY16   NOT NULL,
  person   KEY16,
  reason   BYTES,              -- vault key
  PRIMARY KEY (incident, entry)
) WITHOUT ROWID;

-- DERIVED.  What was done about it.
CREATE TABLE incident_step (
  incident KEY16   NOT NULL,
  entry    INTEGER NOT NULL,
  kind     TEXT    NOT NULL,   -- measure, response, support, notified …
  at       MOMENT,
  at_prec  INTEGER,
  body     KEY16,
  person   KEY16,
  level    TEXT,               -- of a response
  text     BYTES,              -- vault key
  answers  INTEGER,            -- the entry that it answers
  ended    INTEGER,
  PRIMARY KEY (incident, entry)
) WITHOUT ROWID;
