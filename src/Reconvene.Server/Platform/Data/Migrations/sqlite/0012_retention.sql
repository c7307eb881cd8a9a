-- How long the media of what a source takes are kept here, and after how many days they go to the trash at Zoom
-- (null: never).
ALTER TABLE sources ADD COLUMN keep_media TEXT NOT NULL DEFAULT 'forever' CHECK (keep_media IN ('forever', 'until_processed', 'days'));
ALTER TABLE sources ADD COLUMN keep_days INTEGER CHECK (keep_days BETWEEN 1 AND 3650);
ALTER TABLE sources ADD COLUMN trash_at_zoom_days INTEGER CHECK (trash_at_zoom_days BETWEEN 1 AND 3650);

-- Which source took a recording. What a removed source took has none, and is kept.
ALTER TABLE recordings ADD COLUMN source_id INTEGER REFERENCES sources (id) ON DELETE SET NULL;
-- 0: nobody has looked yet; 1: looked, and no source takes it; 2: one took it, whether or not it is still there.
ALTER TABLE recordings ADD COLUMN source_known INTEGER NOT NULL DEFAULT 0 CHECK (source_known IN (0, 1, 2));
-- How long its media are kept when no source took it; null for ever.
ALTER TABLE recordings ADD COLUMN keep_media TEXT CHECK (keep_media IN ('forever', 'until_processed'));
-- A person said: keep all of it, whatever the rule is.
ALTER TABLE recordings ADD COLUMN is_kept BOOLEAN NOT NULL DEFAULT FALSE;
-- When its source's rule last asked for it to be put into the trash at Zoom.
ALTER TABLE recordings ADD COLUMN trash_asked_at INTEGER;

CREATE INDEX recordings_by_source ON recordings (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX recordings_of_no_source_yet ON recordings (connection_id, id) WHERE source_known = 0;
CREATE INDEX recording_files_by_held ON recording_files (tenant_id, held_at, id) WHERE state = 'held';
