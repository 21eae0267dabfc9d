-- Who may do what: users, groups, desks, sessions, repositories, rights, and what administrators did.
-- Times are milliseconds since 1970 UTC.

CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  admin INTEGER NOT NULL DEFAULT 0,
  quota INTEGER NOT NULL DEFAULT 0,
  made INTEGER NOT NULL
);

CREATE TABLE groups (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE members (
  group_id INTEGER NOT NULL REFERENCES groups ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) WITHOUT ROWID;

CREATE TABLE repositories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  quota INTEGER NOT NULL DEFAULT 0,
  svn_url TEXT,
  svn_user TEXT,
  svn_password TEXT,
  made INTEGER NOT NULL
);

-- A right of one user or one group at a folder, which is known by its node id: it goes where the folder goes.
CREATE TABLE grants (
  repository_id INTEGER NOT NULL REFERENCES repositories ON DELETE CASCADE,
  node TEXT NOT NULL,
  user_id INTEGER REFERENCES users ON DELETE CASCADE,
  group_id INTEGER REFERENCES groups ON DELETE CASCADE,
  permission TEXT NOT NULL CHECK (permission IN ('none', 'read', 'write', 'manage')),
  CHECK ((user_id IS NULL) <> (group_id IS NULL))
);
CREATE UNIQUE INDEX grants_of_users ON grants (repository_id, node, user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX grants_of_groups ON grants (repository_id, node, group_id) WHERE group_id IS NOT NULL;

CREATE TABLE desks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  made INTEGER NOT NULL,
  seen INTEGER NOT NULL
);

-- Which desk is synchronised with which repository, and how far.
CREATE TABLE desk_repositories (
  desk_id INTEGER NOT NULL REFERENCES desks ON DELETE CASCADE,
  repository_id INTEGER NOT NULL REFERENCES repositories ON DELETE CASCADE,
  position INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY (desk_id, repository_id)
) WITHOUT ROWID;

-- Of a token only its SHA-256 is kept: it is random, so that nobody finds it by trying.
CREATE TABLE tokens (
  digest TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  desk_id INTEGER REFERENCES desks ON DELETE CASCADE,
  made INTEGER NOT NULL,
  expires INTEGER
) WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  who TEXT NOT NULL,
  address TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);
