-- What this database calls itself. A file in its media folder bears the same name, so that the folder of another database,
-- or the place of a disk that is not mounted, is not taken for its own.
CREATE TABLE installations (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL CHECK (length(name) = 36),
    created_at BIGINT NOT NULL,
    -- When the media folder was given the name; null until then.
    media_marked_at BIGINT
);

-- Before when its source's rule does not ask again for it to be put into the trash at Zoom, and how often in a row it stayed
-- there for a reason.
ALTER TABLE recordings ADD COLUMN trash_not_before BIGINT;
ALTER TABLE recordings ADD COLUMN trash_refusals BIGINT NOT NULL DEFAULT 0;
