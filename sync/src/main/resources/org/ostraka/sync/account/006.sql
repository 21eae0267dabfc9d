-- Whether the password serves once: it was printed by the first start, and is replaced by whoever signs in with it.
ALTER TABLE users ADD COLUMN once INTEGER NOT NULL DEFAULT 0;
