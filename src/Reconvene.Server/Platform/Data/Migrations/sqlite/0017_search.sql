-- What was said, findable. The words of a segment stand beside it as stems with blanks around each; null for what was read before.
ALTER TABLE transcript_segments ADD COLUMN stems TEXT;

-- Which form of the index a transcript is in; 0 is none yet.
ALTER TABLE transcripts ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX transcripts_not_indexed ON transcripts (id) WHERE indexed = 0;

-- One row for each transcript, by its id: every stem once, and the tenant as one more word.
CREATE VIRTUAL TABLE said USING fts5 (words, detail = none, tokenize = "unicode61 remove_diacritics 0");

CREATE TRIGGER said_no_more AFTER DELETE ON transcripts
BEGIN
    DELETE FROM said WHERE rowid = OLD.id;
END;
