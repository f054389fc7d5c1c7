-- Contracts with vendors: who works on which systems, and what was agreed about
-- security and incidents.

-- DERIVED.  One contract.
CREATE TABLE contract (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX contract_code ON contract (code, source);

-- DERIVED.  A contract through its term, dated and bitemporal.
CREATE TABLE contract_row (
  id              KEY16   NOT NULL,
  since           DAY     NOT NULL, -- inclusive
  until           DAY     NOT NULL, -- exclusive; 9999-12-31 open
  rec             INTEGER NOT NULL, -- the entry that wrote the row
  rec_end         INTEGER NOT NULL, -- the entry that superseded it; else the
                                    -- largest
  unknown         TEXT    NOT NULL, -- fields said to be unknown
  body            KEY16   NOT NULL, -- the client
  vendor          TEXT    NOT NULL, -- its name
  vendor_code     TEXT,             -- unified social credit code, or another
  number          TEXT    NOT NULL, -- of the contract
  systems         BYTES,            -- keys one behind the other
  security_clause INTEGER,          -- 1: it has a clause on data security
  report_duty     INTEGER,          -- 1: the vendor must report incidents
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
CREATE INDEX contract_row_body ON contract_row (body, id);
CREATE INDEX contract_row_vendor_code ON contract_row (vendor_code, id);

-- DERIVED.  Which systems is a contract about, as its row says?
CREATE TABLE contract_system (
  system  KEY16   NOT NULL,
  id      KEY16   NOT NULL,    -- the contract
  since   DAY     NOT NULL,    -- as in its row, also the next three
  until   DAY     NOT NULL,
  rec     INTEGER NOT NULL,
  rec_end INTEGER NOT NULL,
  PRIMARY KEY (system, id, since, rec)
) WITHOUT ROWID;
CREATE INDEX contract_system_id ON contract_system (id);
