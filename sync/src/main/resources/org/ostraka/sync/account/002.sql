-- What a repository is called in the commits of its history: the same nowhere else, and never changed.
ALTER TABLE repositories ADD COLUMN uid TEXT NOT NULL DEFAULT '';
UPDATE repositories SET uid = lower(hex(randomblob(16)));
