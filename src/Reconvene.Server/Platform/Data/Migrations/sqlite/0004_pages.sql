-- A browser's sign-in. Of the cookie only the hash is kept.
CREATE TABLE page_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL,
    -- The person's, as it was at the sign-in.
    stamp TEXT NOT NULL CHECK (length(stamp) <= 64),
    signed_in_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    UNIQUE (token_hash)
);

CREATE INDEX page_sessions_of_person ON page_sessions (tenant_id, user_id);

-- Keys of what pages give to browsers and take back, the same for every node.
CREATE TABLE page_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL CHECK (length(name) <= 200),
    xml_sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (name)
);
