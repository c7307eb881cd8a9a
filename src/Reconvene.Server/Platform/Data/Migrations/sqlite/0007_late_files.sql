-- Where Zoom has a recording: since when, until when its trash keeps it, and when Zoom was asked the question whose
-- answer this is. An answer to an older question changes nothing.
ALTER TABLE recordings ADD COLUMN at_zoom TEXT NOT NULL DEFAULT 'listed' CHECK (at_zoom IN ('listed', 'trashed', 'deleted'));
ALTER TABLE recordings ADD COLUMN at_zoom_since INTEGER;
ALTER TABLE recordings ADD COLUMN at_zoom_until INTEGER;
ALTER TABLE recordings ADD COLUMN at_zoom_asked_at INTEGER NOT NULL DEFAULT 0;

-- Late files: when Zoom is asked again, and how many of those looks there were.
ALTER TABLE recordings ADD COLUMN next_look_at INTEGER;
ALTER TABLE recordings ADD COLUMN looks_done INTEGER NOT NULL DEFAULT 0;
CREATE INDEX recordings_to_look ON recordings (next_look_at) WHERE next_look_at IS NOT NULL;

UPDATE recordings SET at_zoom_since = created_at, at_zoom_asked_at = created_at;
UPDATE recordings SET at_zoom = 'deleted', at_zoom_since = updated_at, at_zoom_asked_at = updated_at
WHERE state = 'gone_at_zoom' AND reason = 'Removed at Zoom before it was held.';
-- What is younger than the last look gets its looks; of what is older they are over.
UPDATE recordings SET looks_done = 5 WHERE created_at <= CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 259200000;
UPDATE recordings SET next_look_at = created_at + 900000
WHERE looks_done = 0 AND at_zoom = 'listed' AND state <> 'skipped';
-- This sentence depends on the looks, and is said when it is read.
UPDATE recordings SET reason = NULL
WHERE state = 'held' AND reason = 'Zoom gave no transcript: switch on audio transcripts in the account''s recording settings.';

-- Whose recordings they are, as Zoom last said when it was asked. Nobody is taken off.
CREATE TABLE hosts (
    connection_id INTEGER NOT NULL REFERENCES zoom_connections (id) ON DELETE CASCADE,
    host_id TEXT NOT NULL CHECK (length(host_id) BETWEEN 1 AND 200),
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    email TEXT CHECK (length(email) <= 320),
    -- active, inactive, or another word of Zoom's; gone when Zoom no longer knows the user; null when nobody asked yet.
    status TEXT CHECK (length(status) <= 50),
    first_seen_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, host_id)
);

-- Every address that a host was seen with.
CREATE TABLE host_emails (
    connection_id INTEGER NOT NULL,
    host_id TEXT NOT NULL,
    email TEXT NOT NULL CHECK (length(email) BETWEEN 1 AND 320),
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    first_seen_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, host_id, email),
    FOREIGN KEY (connection_id, host_id) REFERENCES hosts (connection_id, host_id) ON DELETE CASCADE
);

CREATE INDEX host_emails_by_email ON host_emails (connection_id, email);
CREATE INDEX meetings_by_host ON meetings (connection_id, host_id);

INSERT INTO hosts (connection_id, host_id, tenant_id, email, first_seen_at, updated_at)
SELECT connection_id, host_id, tenant_id, MAX(host_email), MIN(first_seen_at), MIN(first_seen_at)
FROM meetings
WHERE host_id IS NOT NULL AND host_id <> ''
GROUP BY connection_id, host_id, tenant_id;

INSERT INTO host_emails (connection_id, host_id, email, tenant_id, first_seen_at)
SELECT connection_id, host_id, host_email, tenant_id, MIN(first_seen_at)
FROM meetings
WHERE host_id IS NOT NULL AND host_id <> '' AND host_email IS NOT NULL AND host_email <> ''
GROUP BY connection_id, host_id, host_email, tenant_id;
