-- A bundle is an archive (.zip, .tar.gz) of files that were deposited together; each is a flow.
CREATE TABLE bundles (
  id           TEXT PRIMARY KEY,
  tenant       TEXT NOT NULL REFERENCES tenants (siren),
  name         TEXT NOT NULL,
  sha256       TEXT NOT NULL,      -- of the archive
  size         INTEGER NOT NULL,   -- of the archive
  actor        TEXT NOT NULL,
  submitted_at INTEGER NOT NULL
);

-- Sent again, the same archive is the same bundle.
CREATE UNIQUE INDEX bundles_once ON bundles (tenant, sha256);

CREATE TABLE bundle_files (
  bundle   TEXT NOT NULL REFERENCES bundles (id),
  position INTEGER NOT NULL,
  path     TEXT NOT NULL,
  flow     TEXT REFERENCES flows (id),   -- NULL: a by-product of a file manager, left out
  PRIMARY KEY (bundle, position)
);
