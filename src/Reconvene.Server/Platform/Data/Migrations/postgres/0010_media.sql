-- What a film or sound file says of itself, or why that could not be read; media_sha256 is the content that was looked at.
ALTER TABLE recording_files ADD COLUMN media_ms BIGINT CHECK (media_ms >= 0);
ALTER TABLE recording_files ADD COLUMN media_has_audio BOOLEAN;
ALTER TABLE recording_files ADD COLUMN media_codecs TEXT CHECK (length(media_codecs) <= 400);
ALTER TABLE recording_files ADD COLUMN media_reason TEXT CHECK (length(media_reason) <= 1000);
ALTER TABLE recording_files ADD COLUMN media_sha256 TEXT CHECK (length(media_sha256) <= 64);
