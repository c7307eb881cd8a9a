-- What was recorded: a meeting or webinar, a call of Zoom Phone, or a voicemail. The two of Phone are named phone:{id} and
-- voicemail:{id} where a meeting has its UUID, which holds no colon.
ALTER TABLE meetings ADD COLUMN kind TEXT NOT NULL DEFAULT 'meeting' CHECK (kind IN ('meeting', 'phone_call', 'voicemail'));

-- Zoom announced the file and then said that it will never be made: it is missing, and nobody asks again.
ALTER TABLE recording_files ADD COLUMN is_never_made BOOLEAN NOT NULL DEFAULT FALSE;
