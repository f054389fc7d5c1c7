-- Systems: what is protected, and the bodies that answer for it.

-- DERIVED.  One system.
CREATE TABLE system (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX system_code ON system (code, source);

-- DERIVED.  A system through time, dated and bitemporal.
CREATE TABLE system_row (
  id             KEY16   NOT NULL,
  since          DAY     NOT NULL, -- inclusive
  until          DAY     NOT NULL, -- exclusive; 9999-12-31 open
  rec            INTEGER NOT NULL, -- the entry that wrote the row
  rec_end        INTEGER NOT NULL, -- the entry that superseded it; else the
                                   -- largest
  unknown        TEXT    NOT NULL, -- fields said to be unknown
  name           TEXT,             -- of a classified one: that it is registered
                                   -- elsewhere, and under which number
  kind           TEXT    NOT NULL, -- a word of system_kinds
  level          TEXT,             -- administrative rank, as a document says it
  level_document TEXT,             -- that document's number
  mlps_level     INTEGER,          -- 1 to 5
  mlps_filing    TEXT,             -- number of its filing
  cii            INTEGER,          -- 1: it is critical information
                                   -- infrastructure
  protection_department KEY16,     -- of a CII
  urls           TEXT,             -- parted by '|'
  owner          KEY16,
  supervisor     KEY16,
  operator       KEY16,
  users          BYTES,            -- keys one behind the other
  region         KEY16,
  industry       KEY16,
  network_ref    TEXT,             -- network details, or the number under which
                                   -- they are kept elsewhere
  channel_no     TEXT,             -- of a classified one
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
CREATE INDEX system_row_name ON system_row (name, id);
CREATE INDEX system_row_region ON system_row (region, id);
CREATE INDEX system_row_industry ON system_row (industry, id);

-- SCRATCH, lasting.  Whose each was, and where it lay, on the day of the index.
CREATE TABLE system_stand (
  id     KEY16 NOT NULL PRIMARY KEY,
  above  KEY16,                -- its owner
  above2 KEY16                 -- its division
) WITHOUT ROWID;

-- SCRATCH, lasting.  Each system in the scope of its owner and of its division,
-- and of all above these.
CREATE TABLE system_scope (
  scope KEY16 NOT NULL,
  id    KEY16 NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

-- DERIVED.  Which body is what to a system, as its row says.
CREATE TABLE system_link (
  body    KEY16   NOT NULL,
  role    TEXT    NOT NULL,    -- a word of system_roles
  id      KEY16   NOT NULL,    -- the system
  since   DAY     NOT NULL,    -- as in its row, also the next three
  until   DAY     NOT NULL,
  rec     INTEGER NOT NULL,
  rec_end INTEGER NOT NULL,
  PRIMARY KEY (body, role, id, since, rec)
) WITHOUT ROWID;
CREATE INDEX system_link_id ON system_link (id);

-- DERIVED.  Where a system is reached, in one form, so that no two are there at
-- once.
CREATE TABLE system_url (
  url     TEXT    NOT NULL,    -- host, port and path as system_url_key() has them
  id      KEY16   NOT NULL,    -- the system
  since   DAY     NOT NULL,    -- as in its row, also the next three
  until   DAY     NOT NULL,
  rec     INTEGER NOT NULL,
  rec_end INTEGER NOT NULL,
  PRIMARY KEY (url, id, since, rec)
) WITHOUT ROWID;
CREATE INDEX system_url_id ON system_url (id);
