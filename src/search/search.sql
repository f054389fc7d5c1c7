-- Searching: where the words of names stand, over all subjects.

-- SCRATCH, lasting.  The names of records, in all their states.
CREATE WORDS search_words;
