-- When a held file was last read through and found whole, and since when one that was held is damaged or gone.
ALTER TABLE recording_files ADD COLUMN verified_at INTEGER;
ALTER TABLE recording_files ADD COLUMN damaged_at INTEGER;

UPDATE recording_files SET verified_at = COALESCE(held_at, 0) WHERE state = 'held';

CREATE INDEX recording_files_by_verified ON recording_files (tenant_id, verified_at) WHERE state = 'held';
CREATE INDEX recording_files_damaged ON recording_files (tenant_id) WHERE damaged_at IS NOT NULL;
