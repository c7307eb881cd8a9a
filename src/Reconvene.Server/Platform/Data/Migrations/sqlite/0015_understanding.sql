-- What was heard in a file's sound by a recogniser of ours, piece by piece: what is done once is not paid for twice.
CREATE TABLE recognitions (
    recording_file_id INTEGER PRIMARY KEY REFERENCES recording_files (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    -- Of the bytes that were heard.
    sha256 TEXT NOT NULL CHECK (length(sha256) <= 64),
    recogniser TEXT NOT NULL CHECK (length(recogniser) <= 300),
    -- Why it could not be heard; null when it was.
    failure TEXT CHECK (length(failure) <= 1000),
    -- The bytes are at fault, and not what was set up or in trouble then: they are not tried again by themselves.
    is_final BOOLEAN NOT NULL DEFAULT FALSE,
    ended_at INTEGER
);

CREATE TABLE recognised_pieces (
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    recording_file_id INTEGER NOT NULL REFERENCES recording_files (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL CHECK (length(sha256) <= 64),
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    language TEXT CHECK (length(language) <= 100),
    -- JSON list, with times from the beginning of the piece.
    segments TEXT NOT NULL CHECK (length(segments) <= 5000000),
    PRIMARY KEY (recording_file_id, sha256, start_ms)
);

-- When a recording is to be recognised here: later, because Zoom's own text may still come, or because a person asked, and then what
-- is recognised comes before Zoom's text.
CREATE TABLE recognition_wishes (
    recording_id INTEGER PRIMARY KEY REFERENCES recordings (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    due_at INTEGER,
    is_asked BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE INDEX recognition_wishes_due ON recognition_wishes (due_at) WHERE due_at IS NOT NULL;

-- Written in the meeting's chat, and not spoken.
ALTER TABLE transcript_segments ADD COLUMN is_chat BOOLEAN NOT NULL DEFAULT FALSE;

-- What the transcript looks like in numbers, as JSON; the gate judges by them. Null for one that was read before there was a gate.
ALTER TABLE transcripts ADD COLUMN measures TEXT CHECK (length(measures) <= 10000);

-- Of the words and who spoke them, whatever files they were read from.
ALTER TABLE transcripts ADD COLUMN words_fingerprint TEXT CHECK (length(words_fingerprint) <= 64);

-- A person looked at a transcript that the gate stops, and takes it; good for those very words.
CREATE TABLE transcript_acceptances (
    recording_id INTEGER PRIMARY KEY REFERENCES recordings (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) <= 64),
    -- Whose decision it was.
    accepted_by INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL
);

-- What a person calls a speaker; the transcript keeps the name that was read.
CREATE TABLE speaker_names (
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 300),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    PRIMARY KEY (recording_id, label)
);

-- Whether Zoom told who took part, and why not.
CREATE TABLE attendance (
    recording_id INTEGER PRIMARY KEY REFERENCES recordings (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    asked_at INTEGER NOT NULL,
    failure TEXT CHECK (length(failure) <= 1000)
);

-- One row for each person, however often they came.
CREATE TABLE attendees (
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    number INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    joined_at INTEGER,
    left_at INTEGER,
    attended_ms INTEGER NOT NULL,
    PRIMARY KEY (recording_id, number)
);

-- What each tenant had a language model read and write, by day (UTC).
CREATE TABLE model_usage (
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    day INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, day)
);

-- What is made of which recordings. The usual one is not in here: it is always there.
CREATE TABLE templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    -- JSON list.
    sections TEXT NOT NULL CHECK (length(sections) <= 1000),
    instructions TEXT NOT NULL CHECK (length(instructions) <= 4000),
    language TEXT CHECK (length(language) <= 20),
    -- JSON: which recordings it is made of.
    rules TEXT NOT NULL CHECK (length(rules) <= 20000),
    -- JSON: what the gate asks of their transcripts, where that is not the usual.
    limits TEXT NOT NULL CHECK (length(limits) <= 4000),
    is_active BOOLEAN NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (tenant_id, name)
);

-- What a deliverable was before it was made anew.
CREATE TABLE deliverable_versions (
    deliverable_id INTEGER NOT NULL REFERENCES deliverables (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    version INTEGER NOT NULL,
    made_by TEXT NOT NULL CHECK (length(made_by) <= 200),
    content TEXT NOT NULL CHECK (length(content) <= 5000000),
    made_at INTEGER NOT NULL,
    PRIMARY KEY (deliverable_id, version)
);

-- What a model answered, until the deliverable is made of it: what is answered once is not paid for twice.
CREATE TABLE model_drafts (
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    template TEXT NOT NULL CHECK (length(template) <= 100),
    -- Fingerprint of all that was asked.
    question TEXT NOT NULL CHECK (length(question) = 64),
    -- JSON, before anybody looked whether it is true.
    draft TEXT NOT NULL CHECK (length(draft) <= 5000000),
    made_at INTEGER NOT NULL,
    PRIMARY KEY (recording_id, template, question)
);

-- By which form of its template it was made, and who made it; null for one that was made before this was kept.
ALTER TABLE deliverables ADD COLUMN template_form TEXT CHECK (length(template_form) <= 64);
ALTER TABLE deliverables ADD COLUMN maker TEXT CHECK (length(maker) <= 100);

-- A person removed it: it is made again when one asks for that.
CREATE TABLE removed_deliverables (
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    template TEXT NOT NULL CHECK (length(template) <= 100),
    removed_at INTEGER NOT NULL,
    PRIMARY KEY (recording_id, template)
);

-- The only template that something is made of it by, because a person ordered it; null where the templates' rules say.
ALTER TABLE recordings ADD COLUMN template TEXT CHECK (length(template) <= 100);
