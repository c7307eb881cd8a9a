-- Tokens in force, apart from the connections that they open: a connection has one row for its own account (account_id
-- is empty), and with a master account one more for each sub-account that it reads.
CREATE TABLE zoom_tokens (
    connection_id INTEGER NOT NULL REFERENCES zoom_connections (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    account_id TEXT NOT NULL CHECK (length(account_id) <= 200),
    access_token_sealed BLOB,
    access_token_expires_at INTEGER,
    refresh_token_sealed BLOB,
    scope TEXT CHECK (length(scope) <= 64000),
    api_url TEXT CHECK (length(api_url) <= 500),
    -- Fences writers: whoever read an older number writes nothing.
    version INTEGER NOT NULL,
    -- Who asks Zoom for the next token now, and until when nobody else does.
    lease_by TEXT CHECK (length(lease_by) <= 200),
    lease_until INTEGER,
    -- Who sent the refresh token on record to Zoom, as long as what came of it is not known.
    refresh_sent_by TEXT CHECK (length(refresh_sent_by) <= 200),
    -- Refusals before a token's end, since when: another program takes tokens of the same app.
    early_refusals INTEGER NOT NULL,
    early_since INTEGER,
    PRIMARY KEY (connection_id, account_id)
);

INSERT INTO zoom_tokens (connection_id, tenant_id, account_id, version, early_refusals)
SELECT id, tenant_id, '', token_version + 1, 0 FROM zoom_connections;

ALTER TABLE zoom_connections DROP COLUMN access_token_sealed;
ALTER TABLE zoom_connections DROP COLUMN access_token_expires_at;
ALTER TABLE zoom_connections DROP COLUMN scope;
ALTER TABLE zoom_connections DROP COLUMN api_url;
ALTER TABLE zoom_connections DROP COLUMN token_version;

-- Whose connection it is, when a person made it; when its credentials were last given; and the account of its Zoom
-- user (account_id is the account that a Server-to-Server app acts for).
ALTER TABLE zoom_connections ADD COLUMN user_id INTEGER REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE zoom_connections ADD COLUMN connected_at INTEGER;
ALTER TABLE zoom_connections ADD COLUMN zoom_account_id TEXT CHECK (length(zoom_account_id) <= 200);
UPDATE zoom_connections SET connected_at = created_at;

-- Which account of a master account held the meeting.
ALTER TABLE meetings ADD COLUMN account_id TEXT CHECK (length(account_id) <= 200);

-- A consent that was begun: from the address that Zoom's page gets to the answer of the person.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    zoom_app_id INTEGER NOT NULL REFERENCES zoom_apps (id) ON DELETE CASCADE,
    -- Who began it; null when a chat did.
    user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    begun_in TEXT NOT NULL CHECK (begun_in IN ('browser', 'api', 'chat')),
    -- The connection that is to be made good again.
    connection_id INTEGER REFERENCES zoom_connections (id) ON DELETE SET NULL,
    state TEXT NOT NULL CHECK (state IN ('begun', 'returned', 'asked', 'done', 'refused', 'failed')),
    reason TEXT CHECK (length(reason) <= 1000),
    -- Of the single-use id in the state; and of the key that binds the browser, if one began or answers it.
    state_hash BLOB NOT NULL,
    browser_hash BLOB,
    verifier_sealed BLOB,
    redirect_uri TEXT NOT NULL CHECK (length(redirect_uri) <= 2000),
    return_to TEXT CHECK (length(return_to) <= 2000),
    chat_id INTEGER,
    chat_user_id INTEGER,
    -- What came back, until the person says yes.
    grant_sealed BLOB,
    zoom_user_id TEXT CHECK (length(zoom_user_id) <= 200),
    zoom_email TEXT CHECK (length(zoom_email) <= 320),
    account_id TEXT CHECK (length(account_id) <= 200),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    UNIQUE (state_hash)
);

CREATE INDEX consents_by_age ON consents (expires_at);
CREATE UNIQUE INDEX consents_by_browser ON consents (browser_hash) WHERE browser_hash IS NOT NULL;

-- One-time codes with which a chat may begin a consent.
CREATE TABLE chat_codes (
    code_hash BLOB NOT NULL PRIMARY KEY,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    chat_id INTEGER NOT NULL,
    chat_user_id INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);

-- The chats that a connection delivers to.
CREATE TABLE connection_chats (
    connection_id INTEGER NOT NULL REFERENCES zoom_connections (id) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    chat_id INTEGER NOT NULL,
    chat_user_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, chat_id)
);

-- Grants that are no longer wanted, until Zoom has been told.
CREATE TABLE revocations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    zoom_app_id INTEGER NOT NULL REFERENCES zoom_apps (id) ON DELETE CASCADE,
    zoom_user_id TEXT CHECK (length(zoom_user_id) <= 200),
    grant_sealed BLOB,
    created_at INTEGER NOT NULL
);
