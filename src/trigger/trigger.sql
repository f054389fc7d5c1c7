-- Situations that start accountability: what is asked, what was decided.

-- DERIVED.  One record an incident, about which anything was asked or decided.
CREATE TABLE trigger_sheet (
  id       KEY16   NOT NULL PRIMARY KEY,
  incident KEY16   NOT NULL,
  called   TEXT    NOT NULL,   -- the incident's reference
  rev      INTEGER NOT NULL    -- its last entry
);
CREATE UNIQUE INDEX trigger_sheet_incident ON trigger_sheet (incident);

-- DERIVED.  The facts that are missing for a situation to be settled.
CREATE TABLE trigger_ask (
  incident KEY16   NOT NULL,
  pack     TEXT    NOT NULL,
  rule     TEXT    NOT NULL,   -- the situation
  fact     TEXT    NOT NULL,   -- id in the packs' dictionary
  rec      INTEGER NOT NULL,   -- the entry that asks
  PRIMARY KEY (incident, pack, rule, fact)
) WITHOUT ROWID;

-- DERIVED.  Of which kinds are the bodies that may say such a fact?
CREATE TABLE trigger_ask_kind (
  incident KEY16   NOT NULL,
  fact     TEXT    NOT NULL,
  kinds    TEXT    NOT NULL,   -- by commas; empty: whoever handles the matter
  PRIMARY KEY (incident, fact)
) WITHOUT ROWID;

-- DERIVED.  Which bodies of the register could know it?
CREATE TABLE trigger_ask_body (
  body     KEY16   NOT NULL,
  incident KEY16   NOT NULL,
  fact     TEXT    NOT NULL,
  PRIMARY KEY (body, incident, fact)
) WITHOUT ROWID;
CREATE INDEX trigger_ask_body_incident
  ON trigger_ask_body (incident, fact, body);

-- DERIVED.  What was decided of situations, in order, and what lapsed.
CREATE TABLE trigger_decision (
  incident  KEY16   NOT NULL,
  entry     INTEGER NOT NULL,
  pack      TEXT    NOT NULL,
  rule      TEXT    NOT NULL,
  state     TEXT    NOT NULL,  -- confirmed, declined, lapsed
  version   INTEGER NOT NULL,  -- of the pack
  outcome   TEXT    NOT NULL,  -- of the rules then: met, readings, person …
  concluded INTEGER,           -- the entry that says so
  confirmed INTEGER,           -- of a lapse: the entry that had confirmed it
  readings  TEXT    NOT NULL,  -- that hold, by commas; or empty
  names     BYTES,             -- vault key: what only a person can name
  body      KEY16,
  person    KEY16,
  reason    BYTES,             -- vault key
  why       TEXT    NOT NULL,  -- of a lapse: a word; or empty
  at        MOMENT  NOT NULL,
  PRIMARY KEY (incident, entry)
) WITHOUT ROWID;

-- DERIVED.  The last of these of each situation.
CREATE TABLE trigger_state (
  incident  KEY16   NOT NULL,
  pack      TEXT    NOT NULL,
  rule      TEXT    NOT NULL,
  state     TEXT    NOT NULL,
  entry     INTEGER NOT NULL,  -- the last decision
  PRIMARY KEY (incident, pack, rule)
) WITHOUT ROWID;
