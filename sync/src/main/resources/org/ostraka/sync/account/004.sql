-- Links by which anybody gets a file or folder: each shows what its maker may read. Of the secret only its SHA-256 is kept.
CREATE TABLE links (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  repository_id INTEGER NOT NULL REFERENCES repositories ON DELETE CASCADE,
  node TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  password TEXT,
  made INTEGER NOT NULL,
  expires INTEGER,
  downloads INTEGER,
  used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
