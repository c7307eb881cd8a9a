-- When a source is synced by itself: a cron expression, 'off', or null for the server's usual rhythm.
ALTER TABLE sources ADD COLUMN schedule TEXT CHECK (length(schedule) <= 200);
ALTER TABLE sources ADD COLUMN schedule_timezone TEXT CHECK (length(schedule_timezone) <= 100);
-- The due moment that was taken last: each is taken once, however many nodes hear of it.
ALTER TABLE sources ADD COLUMN last_due_at INTEGER;
ALTER TABLE sources ADD COLUMN last_run_at INTEGER;
ALTER TABLE sources ADD COLUMN config_changed_at INTEGER;

-- What a sync that came to its end covered: one row each, kept when its source is removed.
CREATE TABLE sync_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id INTEGER NOT NULL REFERENCES tenants (id),
    connection_id INTEGER NOT NULL REFERENCES zoom_connections (id) ON DELETE CASCADE,
    source_id INTEGER NOT NULL,
    is_whole_account BOOLEAN NOT NULL,
    -- The beginning of the first and of the last day (UTC).
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    hosts INTEGER NOT NULL,
    announced INTEGER NOT NULL,
    listed INTEGER NOT NULL,
    found INTEGER NOT NULL,
    -- Hosts that could not be read: how many, and the first of them as JSON.
    unread_count INTEGER NOT NULL,
    unread_hosts TEXT NOT NULL CHECK (length(unread_hosts) <= 100000),
    unreadable INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL
);

CREATE INDEX sync_runs_by_day ON sync_runs (tenant_id, connection_id, last_day);
CREATE INDEX sync_runs_by_source ON sync_runs (source_id, started_at);
