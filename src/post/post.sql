-- Posts: seats in a body, with the capacities that whoever holds one has.

-- DERIVED.  One post.
CREATE TABLE post (
  id        KEY16   NOT NULL PRIMARY KEY,
  source    TEXT,              -- who gave the code; NULL: it has none
  code      TEXT,
  withdrawn INTEGER,           -- the entry that withdrew it
  rev       INTEGER NOT NULL   -- its last entry
);
CREATE UNIQUE INDEX post_code ON post (code, source);

-- DERIVED.  A post through time, dated and bitemporal.
CREATE TABLE post_row (
  id         KEY16   NOT NULL,
  since      DAY     NOT NULL, -- inclusive
  until      DAY     NOT NULL, -- exclusive; 9999-12-31 open
  rec        INTEGER NOT NULL, -- the entry that wrote the row
  rec_end    INTEGER NOT NULL, -- the entry that superseded it; else the largest
  unknown    TEXT    NOT NULL, -- fields said to be unknown
  body       KEY16   NOT NULL, -- whose seat it is
  title      TEXT    NOT NULL,
  capacities TEXT,             -- words of post_capacities, parted by '|'
  seats      INTEGER,          -- how many may hold it at once; NULL: one
  rank       INTEGER,          -- order in the body; NULL: last
  PRIMARY KEY (id, since, rec)
) WITHOUT ROWID;
-- With all that is asked of the posts of a body, whose rows lie apart.
CREATE INDEX post_row_body ON post_row (body, id, until, rec_end, title,
  capacities, seats, rank);
