-- What was said, findable. The words of a segment stand beside it as stems with blanks around each; null for what was read before.
ALTER TABLE transcript_segments ADD COLUMN stems TEXT;

-- Which form of the index a transcript is in; 0 is none yet.
ALTER TABLE transcripts ADD COLUMN indexed BIGINT NOT NULL DEFAULT 0;
CREATE INDEX transcripts_not_indexed ON transcripts (id) WHERE indexed = 0;

-- One row for each transcript: every stem once, and the tenant as one more word.
CREATE TABLE said (
    transcript_id BIGINT PRIMARY KEY REFERENCES transcripts (id) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
);

CREATE INDEX said_words ON said USING GIN (words);
