-- Recordings that a source had without taking their kind or their account are looked at again; until then they are kept.
UPDATE recordings
SET source_id = NULL, source_known = 0
WHERE source_id IS NOT NULL AND EXISTS (
    SELECT 1
    FROM meetings m
    JOIN sources s ON s.id = recordings.source_id AND s.tenant_id = recordings.tenant_id
    JOIN zoom_connections c ON c.id = m.connection_id AND c.tenant_id = m.tenant_id
    WHERE m.id = recordings.meeting_id AND m.tenant_id = recordings.tenant_id
        AND ((m.kind = 'meeting' AND LOWER(COALESCE(CAST(s.config AS JSON) ->> 'recording_type', 'cloud')) = 'phone')
            OR (m.kind <> 'meeting' AND LOWER(COALESCE(CAST(s.config AS JSON) ->> 'recording_type', 'cloud')) = 'cloud')
            OR (m.account_id <> COALESCE(c.account_id, c.zoom_account_id) AND (CAST(s.config AS JSON) ->> 'account_ids') IS NULL
                AND (CAST(s.config AS JSON) ->> 'user_emails') IS NULL AND (CAST(s.config AS JSON) ->> 'user_id') IS NULL)));

-- Syncs stand in a lane of their own.
UPDATE jobs SET execution_group = 'acct:lists:' || account WHERE kind = 'sync-source' AND state = 'open';

-- A sync that says nothing beside a later one of the same source goes.
DELETE FROM sync_runs
WHERE EXISTS (
    SELECT 1 FROM sync_runs later
    WHERE later.tenant_id = sync_runs.tenant_id AND later.source_id = sync_runs.source_id
        AND (later.started_at > sync_runs.started_at OR (later.started_at = sync_runs.started_at AND later.id > sync_runs.id))
        AND later.first_day <= sync_runs.first_day AND later.last_day >= sync_runs.last_day
        AND (later.is_whole_account = TRUE OR sync_runs.is_whole_account = FALSE)
        AND ((later.unread_count = 0 AND later.unreadable = 0) OR sync_runs.unread_count > 0 OR sync_runs.unreadable > 0));
