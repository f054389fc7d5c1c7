-- Reports of incidents: what left, by which way, and when it arrived.

-- DERIVED.  One report to one addressee, as it stands.
CREATE TABLE report (
  id           KEY16   NOT NULL PRIMARY KEY,
  incident     KEY16   NOT NULL,
  number       INTEGER NOT NULL,  -- of the incident, from 1
  kind         TEXT    NOT NULL,  -- of clock: initial, onward …
  replaces     KEY16,             -- the one that was returned
  channel      TEXT    NOT NULL,  -- system, hotline, telephone …
  sent         MOMENT  NOT NULL,
  sent_prec    INTEGER NOT NULL,
  body         KEY16   NOT NULL,  -- that reports
  person       KEY16,
  addressee    KEY16,             -- a body of the register
  to_words     TEXT,              -- one outside it
  entered_for  KEY16,             -- a leader for whom it was entered
  late_reason  BYTES,             -- vault key
  reason       BYTES,             -- vault key: of times that are as they are
  proved       INTEGER NOT NULL,  -- 1: it went by another way, with proof
  arrived      MOMENT,            -- NULL: nobody said so yet
  arrived_prec INTEGER,
  arrival      INTEGER,           -- the entry that says so
  receipt      TEXT,              -- number that the addressee gave
  state        TEXT    NOT NULL,  -- sent, accepted, returned, withdrawn
  entered      MOMENT  NOT NULL,  -- when it was entered
  seq          INTEGER NOT NULL,  -- its first entry
  rev          INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX report_incident ON report (incident, number);
CREATE INDEX report_inbox ON report (addressee, id) WHERE state = 'sent';

-- DERIVED.  The deadlines that a report answers.
CREATE TABLE report_clock (
  report KEY16   NOT NULL,
  entry  INTEGER NOT NULL,   -- that said so
  place  INTEGER NOT NULL,   -- among those that the entry names, from 0
  clock  TEXT    NOT NULL,   -- pack/rule or pack/rule/part
  PRIMARY KEY (report, entry, place)
) WITHOUT ROWID;

-- DERIVED.  What a report says.
CREATE TABLE report_content (
  report KEY16   NOT NULL,
  place  INTEGER NOT NULL,   -- from 0
  item   TEXT    NOT NULL,   -- id of a content of the pack
  text   BYTES,              -- vault key
  PRIMARY KEY (report, place)
) WITHOUT ROWID;

-- DERIVED.  What proves that a report went by another way.
CREATE TABLE report_proof (
  report KEY16   NOT NULL,
  entry  INTEGER NOT NULL,
  text   TEXT,
  file   BYTES,              -- SHA-256
  name   TEXT,               -- of the file
  PRIMARY KEY (report, entry)
) WITHOUT ROWID;

-- DERIVED.  When a report arrived; the last counts, the others stay.
CREATE TABLE report_arrival (
  report  KEY16   NOT NULL,
  entry   INTEGER NOT NULL,
  at      MOMENT  NOT NULL,
  at_prec INTEGER NOT NULL,
  receipt TEXT,
  year    INTEGER,           -- of the counter of receipts
  number  INTEGER,           -- in that year
  body    KEY16,             -- that had it
  person  KEY16,
  reason  BYTES,             -- vault key: why it is corrected
  PRIMARY KEY (report, entry)
) WITHOUT ROWID;
CREATE INDEX report_arrival_year ON report_arrival (year, number);

-- DERIVED.  What the addressee answered.
CREATE TABLE report_answer (
  report KEY16   NOT NULL,
  entry  INTEGER NOT NULL,
  at     MOMENT  NOT NULL,
  answer TEXT    NOT NULL,   -- accepted, returned
  body   KEY16   NOT NULL,
  person KEY16,
  text   BYTES,              -- vault key
  PRIMARY KEY (report, entry)
) WITHOUT ROWID;

-- DERIVED.  The same, content by content.
CREATE TABLE report_comment (
  report  KEY16   NOT NULL,
  entry   INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  item    TEXT    NOT NULL,
  comment BYTES,             -- vault key
  PRIMARY KEY (report, entry, place)
) WITHOUT ROWID;
