-- Moments are UTC milliseconds, sizes bytes, enums and JSON text. Sealed columns hold ciphertext that only the
-- row they stand in opens.

CREATE TABLE tenants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at INTEGER NOT NULL
);

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
    name TEXT NOT NULL CHECK (length(name) <= 200),
    password_hash TEXT NOT NULL CHECK (length(password_hash) <= 500),
    role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    is_operator BOOLEAN NOT NULL,
    locale TEXT NOT NULL CHECK (length(locale) <= 20),
    -- Changes with the password and the role, so that tokens made before are refused.
    stamp TEXT NOT NULL CHECK (length(stamp) <= 64),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (email)
);

CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    prefix TEXT NOT NULL CHECK (length(prefix) <= 20),
    key_hash BLOB NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'manage')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER,
    revoked_at INTEGER,
    UNIQUE (prefix)
);

-- A sign-in is a family of refresh tokens, each used once for the next. Of a token only the hash is kept.
CREATE TABLE refresh_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    family TEXT NOT NULL CHECK (length(family) <= 36),
    token_hash BLOB NOT NULL,
    stamp TEXT NOT NULL CHECK (length(stamp) <= 64),
    signed_in_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER,
    UNIQUE (token_hash)
);

CREATE INDEX refresh_tokens_family ON refresh_tokens (tenant_id, user_id, family);

CREATE TABLE data_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL,
    master_key_id TEXT NOT NULL CHECK (length(master_key_id) <= 64),
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE INDEX data_keys_by_tenant ON data_keys (tenant_id, id);

CREATE TABLE zoom_apps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    -- The last part of the webhook address, so one for the whole server.
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    client_id TEXT NOT NULL CHECK (length(client_id) <= 200),
    client_secret_sealed BLOB,
    redirect_uri TEXT CHECK (length(redirect_uri) <= 2000),
    webhook_secrets_sealed BLOB,
    last_crc_at INTEGER,
    last_event_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (name),
    UNIQUE (tenant_id, client_id)
);

CREATE TABLE zoom_connections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    zoom_app_id INTEGER NOT NULL REFERENCES zoom_apps (id),
    platform TEXT NOT NULL CHECK (length(platform) <= 20),
    account_name TEXT NOT NULL CHECK (length(account_name) <= 320),
    account TEXT CHECK (length(account) <= 320),
    grant_kind TEXT NOT NULL CHECK (grant_kind IN ('server_to_server', 'oauth')),
    account_id TEXT CHECK (length(account_id) <= 200),
    zoom_user_id TEXT CHECK (length(zoom_user_id) <= 200),
    zoom_email TEXT CHECK (length(zoom_email) <= 320),
    is_master_account BOOLEAN NOT NULL,
    is_active BOOLEAN NOT NULL,
    needs_reauth BOOLEAN NOT NULL,
    reason TEXT CHECK (length(reason) <= 1000),
    access_token_sealed BLOB,
    access_token_expires_at INTEGER,
    scope TEXT CHECK (length(scope) <= 8000),
    api_url TEXT CHECK (length(api_url) <= 500),
    -- Fences writers of tokens: whoever read an older number writes nothing.
    token_version INTEGER NOT NULL,
    last_used_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (tenant_id, zoom_app_id, account_id),
    UNIQUE (zoom_app_id, zoom_user_id)
);

CREATE INDEX zoom_connections_by_account ON zoom_connections (zoom_app_id, account_id);

CREATE TABLE webhook_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL,
    zoom_app_id INTEGER NOT NULL,
    body_hash BLOB NOT NULL,
    event TEXT NOT NULL CHECK (length(event) <= 200),
    event_at INTEGER,
    account_id TEXT CHECK (length(account_id) <= 200),
    secret_number INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'done', 'kept')),
    reason TEXT CHECK (length(reason) <= 1000),
    attempts INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    body_sealed BLOB NOT NULL,
    handled_at INTEGER,
    UNIQUE (zoom_app_id, body_hash)
);

CREATE INDEX webhook_events_to_handle ON webhook_events (id) WHERE state = 'new';
CREATE INDEX webhook_events_by_age ON webhook_events (received_at);
CREATE INDEX webhook_events_by_tenant ON webhook_events (tenant_id, id);

CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    connection_id INTEGER NOT NULL REFERENCES zoom_connections (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    platform TEXT NOT NULL CHECK (length(platform) <= 20),
    config TEXT NOT NULL CHECK (length(config) <= 100000),
    is_active BOOLEAN NOT NULL,
    last_synced_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);

CREATE INDEX sources_by_tenant ON sources (tenant_id, id);
CREATE INDEX sources_by_connection ON sources (connection_id);

-- A meeting instance: one time a meeting was held, by its UUID.
CREATE TABLE meetings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    connection_id INTEGER NOT NULL REFERENCES zoom_connections (id),
    meeting_uuid TEXT NOT NULL CHECK (length(meeting_uuid) BETWEEN 1 AND 200),
    meeting_number INTEGER,
    meeting_type INTEGER,
    host_id TEXT CHECK (length(host_id) <= 200),
    host_email TEXT CHECK (length(host_email) <= 320),
    topic TEXT NOT NULL CHECK (length(topic) <= 10000),
    timezone TEXT CHECK (length(timezone) <= 100),
    start_at INTEGER,
    duration_minutes INTEGER,
    first_seen_by TEXT NOT NULL CHECK (first_seen_by IN ('webhook', 'sync')),
    first_seen_at INTEGER NOT NULL,
    last_checked_at INTEGER NOT NULL,
    UNIQUE (connection_id, meeting_uuid)
);

CREATE TABLE recordings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    connection_id INTEGER NOT NULL REFERENCES zoom_connections (id),
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    -- Copied from the meeting, so that a page of the list reads one index.
    start_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'downloading', 'held', 'understanding', 'ready',
        'needs_attention', 'needs_reauth', 'gone_at_zoom', 'skipped')),
    reason TEXT CHECK (length(reason) <= 1000),
    announced_files INTEGER NOT NULL,
    announced_bytes INTEGER NOT NULL,
    -- Zoom's own time of the last event that changed this recording: an older one changes nothing.
    changed_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (meeting_id)
);

CREATE INDEX recordings_newest ON recordings (tenant_id, start_at, id);
CREATE INDEX recordings_by_connection ON recordings (connection_id, start_at);

CREATE TABLE recording_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    -- Zoom's file id, or what stands for it where Zoom gives none.
    file_key TEXT NOT NULL CHECK (length(file_key) BETWEEN 1 AND 300),
    zoom_file_id TEXT CHECK (length(zoom_file_id) <= 200),
    file_type TEXT NOT NULL CHECK (length(file_type) <= 100),
    file_extension TEXT NOT NULL CHECK (length(file_extension) <= 20),
    recording_type TEXT NOT NULL CHECK (length(recording_type) <= 200),
    recording_start_at INTEGER,
    recording_end_at INTEGER,
    listed_bytes INTEGER,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'held', 'missing', 'deleted')),
    reason TEXT CHECK (length(reason) <= 1000),
    first_seen_by TEXT NOT NULL CHECK (first_seen_by IN ('webhook', 'sync')),
    first_seen_at INTEGER NOT NULL,
    last_checked_at INTEGER NOT NULL,
    -- How much of the partial file is known to be on the disk, and of which content.
    mark_bytes INTEGER NOT NULL,
    mark_etag TEXT CHECK (length(mark_etag) <= 300),
    held_bytes INTEGER,
    sha256 TEXT CHECK (length(sha256) <= 64),
    content_type TEXT CHECK (length(content_type) <= 100),
    held_at INTEGER,
    version INTEGER NOT NULL,
    UNIQUE (recording_id, file_key)
);

CREATE INDEX recording_files_by_tenant ON recording_files (tenant_id, recording_id);

CREATE TABLE jobs (
    id TEXT PRIMARY KEY CHECK (length(id) = 36),
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    kind TEXT NOT NULL CHECK (length(kind) <= 100),
    -- What the job is about, such as recording:12. One job of a kind is under way for a subject at a time.
    subject TEXT NOT NULL CHECK (length(subject) <= 200),
    -- Whose calls it makes; with the step's lane it decides the group that the step counts against.
    account TEXT NOT NULL CHECK (length(account) <= 90),
    execution_group TEXT NOT NULL CHECK (length(execution_group) <= 100),
    step TEXT NOT NULL CHECK (length(step) <= 100),
    state TEXT NOT NULL CHECK (state IN ('open', 'running', 'done', 'given_up', 'cancelled')),
    progress INTEGER NOT NULL CHECK (progress BETWEEN 0 AND 100),
    status TEXT NOT NULL CHECK (length(status) <= 1000),
    input TEXT NOT NULL CHECK (length(input) <= 100000),
    -- Where a step that was interrupted goes on; written by the step, read by its next run.
    bookmark TEXT CHECK (length(bookmark) <= 1000000),
    result TEXT CHECK (length(result) <= 1000000),
    -- Failures of this step in a row, and starts of it that were never heard of again.
    attempts INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    failure_kind TEXT CHECK (length(failure_kind) <= 50),
    failure_reason TEXT CHECK (length(failure_reason) <= 2000),
    -- Who took it last: what a live node runs is never taken for an orphan.
    node TEXT CHECK (length(node) <= 200),
    not_before INTEGER NOT NULL,
    cancel_asked BOOLEAN NOT NULL,
    -- Asked for again while under way: it starts over once finished.
    again BOOLEAN NOT NULL,
    created_at INTEGER NOT NULL,
    -- When its first step was first taken; null while nothing has begun.
    started_at INTEGER,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    version INTEGER NOT NULL
);

CREATE UNIQUE INDEX jobs_under_way ON jobs (tenant_id, kind, subject) WHERE state IN ('open', 'running');
CREATE INDEX jobs_to_run ON jobs (execution_group, tenant_id, not_before) WHERE state = 'open';
CREATE INDEX jobs_due ON jobs (not_before) WHERE state = 'open';
CREATE INDEX jobs_running ON jobs (execution_group, tenant_id) WHERE state = 'running';
-- Of the steps whose process ended twice under them, one runs at a time, whichever nodes ask.
CREATE UNIQUE INDEX jobs_one_suspect ON jobs (state) WHERE state = 'running' AND starts > 2;
CREATE INDEX jobs_by_tenant ON jobs (tenant_id, created_at, id);

CREATE TABLE transcripts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (length(source) <= 50),
    language TEXT NOT NULL CHECK (length(language) <= 20),
    duration_ms INTEGER NOT NULL,
    segment_count INTEGER NOT NULL,
    -- What could not be read, as a JSON list of sentences.
    faults TEXT NOT NULL CHECK (length(faults) <= 100000),
    -- Of the files it was made from, so that the same content is not read twice.
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) <= 64),
    created_at INTEGER NOT NULL,
    UNIQUE (recording_id)
);

CREATE TABLE transcript_segments (
    tenant_id INTEGER NOT NULL,
    transcript_id INTEGER NOT NULL REFERENCES transcripts (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    recording_file_id INTEGER NOT NULL,
    -- Within the whole recording; a recording stopped and started again has several files.
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    speaker TEXT CHECK (length(speaker) <= 300),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    PRIMARY KEY (transcript_id, number)
);

CREATE TABLE deliverables (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    template TEXT NOT NULL CHECK (length(template) <= 100),
    title TEXT NOT NULL CHECK (length(title) <= 10000),
    language TEXT NOT NULL CHECK (length(language) <= 20),
    made_by TEXT NOT NULL CHECK (length(made_by) <= 100),
    content TEXT NOT NULL CHECK (length(content) <= 5000000),
    -- Of the transcript it was made from, so that it is not made twice of the same words.
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) <= 64),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (recording_id, template)
);

CREATE INDEX deliverables_by_tenant ON deliverables (tenant_id, id);
