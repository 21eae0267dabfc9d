-- What an administrator decided for everybody, by the names that account.Settings gives; what is absent is as it always was.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
