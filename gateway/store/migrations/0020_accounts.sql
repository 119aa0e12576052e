-- A tenant is a company, known by its SIREN.
CREATE TABLE tenants (
  siren      TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

-- People. `password` is an argon2id string in the PHC format.
CREATE TABLE users (
  id         TEXT PRIMARY KEY,
  email      TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  password   TEXT NOT NULL,
  language   TEXT NOT NULL DEFAULT 'fr',
  disabled   INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
);

-- Programs (OAuth 2 client credentials). `secret` is an argon2id string.
CREATE TABLE clients (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  secret     TEXT NOT NULL,
  disabled   INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
);

-- What a user or a client may be at a tenant: member, auditor.
CREATE TABLE memberships (
  subject TEXT NOT NULL,
  tenant  TEXT NOT NULL REFERENCES tenants (siren),
  role    TEXT NOT NULL,
  PRIMARY KEY (subject, tenant)
);

-- Portal sessions; `id` is the SHA-256 of the cookie, so that the table opens no door.
CREATE TABLE sessions (
  id         TEXT PRIMARY KEY,
  user       TEXT NOT NULL REFERENCES users (id),
  csrf       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);

-- Who asked for what, and what came of it (logins, token grants, documents read, refusals).
CREATE TABLE access_log (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  subject TEXT NOT NULL,
  tenant  TEXT NOT NULL,
  action  TEXT NOT NULL,
  object  TEXT NOT NULL,
  outcome TEXT NOT NULL
);
