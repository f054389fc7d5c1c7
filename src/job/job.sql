-- What is to be done after the commit that asked for it: files, mail, messages
-- to other installations, long work.  The outbox is a part of it.

-- KEPT.  One thing to be done, once for each kind and cause.
CREATE TABLE job (
  id      KEY16   NOT NULL PRIMARY KEY, -- made in the act that queued it
  kind    TEXT    NOT NULL,             -- of the kinds in tables/jobs.c
  cause   TEXT    NOT NULL,             -- what asked for it: entry, request
  payload TEXT    NOT NULL,             -- canonical JSON; {} once it is done
  state   TEXT    NOT NULL,             -- waiting leased done dead dropped
  due     MOMENT,                       -- not before; leased: until when the
                                        -- lease holds; NULL: it is over
  tries   INTEGER NOT NULL,             -- runs begun
  earlier INTEGER NOT NULL,             -- of these, before somebody asked anew
  owner   TEXT,                         -- who runs it now
  failure TEXT,                         -- why the last run failed: a note
  reason  TEXT,                         -- why somebody dropped it
  queued  MOMENT  NOT NULL,
  ended   MOMENT                        -- since when it is done, dead, dropped
);
CREATE UNIQUE INDEX job_cause ON job (kind, cause);
CREATE INDEX job_due ON job (due, id);
CREATE INDEX job_state ON job (state, id);
