-- Who did what, per tenant a chain: each hash covers the one before it and the entry. No foreign key to users, since
-- an entry outlives the person. Nothing here is ever changed or removed.
CREATE TABLE audit_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    sequence INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('user', 'api_key', 'zoom', 'server', 'anonymous')),
    actor_user_id INTEGER,
    -- How the API key begins, or the address that a stranger came from.
    actor_mark TEXT CHECK (length(actor_mark) <= 100),
    action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    detail TEXT CHECK (length(detail) <= 4000),
    hash BLOB NOT NULL,
    UNIQUE (tenant_id, sequence)
);

CREATE INDEX audit_entries_by_action ON audit_entries (tenant_id, action, sequence);
CREATE INDEX audit_entries_by_subject ON audit_entries (tenant_id, subject, sequence);

CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'The audit trail is append-only.');
END;

CREATE TRIGGER audit_entries_remain BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'The audit trail is append-only.');
END;

-- The last entry of each chain. Its row is locked by whoever appends, so that a chain never forks.
CREATE TABLE audit_heads (
    tenant_id INTEGER PRIMARY KEY REFERENCES tenants (id),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL
);

CREATE TRIGGER audit_heads_remain BEFORE DELETE ON audit_heads
BEGIN
    SELECT RAISE(ABORT, 'The audit trail is append-only.');
END;

CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    message TEXT NOT NULL CHECK (length(message) <= 1000),
    link TEXT CHECK (length(link) <= 1000),
    raised_at INTEGER NOT NULL,
    resolved_at INTEGER
);

CREATE UNIQUE INDEX alerts_open ON alerts (tenant_id, kind, subject) WHERE resolved_at IS NULL;
CREATE INDEX alerts_by_tenant ON alerts (tenant_id, id);

-- Of the code that accepts an invitation only the hash is kept.
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
    name TEXT CHECK (length(name) <= 200),
    role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    code_hash BLOB NOT NULL,
    invited_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER,
    ended_at INTEGER,
    UNIQUE (code_hash)
);

CREATE INDEX invitations_by_tenant ON invitations (tenant_id, id);

-- A person as an outside issuer of tokens names them.
CREATE TABLE user_identities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer TEXT NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    -- Of the newest token seen: a newer one is a new sign-in.
    last_issued_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (issuer, subject),
    -- Whoever gets the address of another later is not that person.
    UNIQUE (user_id, issuer)
);

CREATE INDEX user_identities_by_user ON user_identities (tenant_id, user_id);
CREATE INDEX users_by_tenant ON users (tenant_id, id);
