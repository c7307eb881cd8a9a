-- What was said, findable. Which form of the index a transcript is in; 0 is none yet.
ALTER TABLE transcripts ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX transcripts_by_form ON transcripts (indexed, id);

-- One row for each recording, by its id: the terms of its transcript, each once and behind the number of the tenant. A term is a
-- word's stem, the beginning of one, or a speaker; all of them are small letters and digits.
CREATE VIRTUAL TABLE said USING fts5 (terms, detail = none, tokenize = "ascii");

-- And where each term stands: a line for it, with the numbers of its segments.
CREATE TABLE said_places (
    recording_id INTEGER PRIMARY KEY REFERENCES transcripts (recording_id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    places BLOB NOT NULL
);

CREATE TRIGGER said_no_more AFTER DELETE ON transcripts
BEGIN
    DELETE FROM said WHERE rowid = OLD.recording_id;
END;

-- Who speaks under a name that people gave.
CREATE INDEX speaker_names_by_name ON speaker_names (tenant_id, name);
