-- A flow is one file on its way, as XP Z12-013 sees it: seen by one tenant, in one direction.
-- Out: from the tenant to the platform; In: from the platform to the tenant.
CREATE TABLE flows (
  id              TEXT PRIMARY KEY,
  tenant          TEXT NOT NULL REFERENCES tenants (siren),
  direction       TEXT NOT NULL,
  flow_type       TEXT NOT NULL,
  syntax          TEXT NOT NULL,
  profile         TEXT NOT NULL,
  processing_rule TEXT NOT NULL,
  rule_source     TEXT NOT NULL,
  name            TEXT NOT NULL,
  tracking_id     TEXT,
  sha256          TEXT NOT NULL,
  size            INTEGER NOT NULL,
  actor           TEXT NOT NULL,
  submitted_at    INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  ack_status      TEXT NOT NULL,
  ack_details     TEXT NOT NULL DEFAULT '[]',
  state           TEXT NOT NULL,      -- received, checked, done
  archive_entry   INTEGER NOT NULL,   -- index in the archive's journal
  invoice         INTEGER,            -- the invoice that it carries or speaks of
  status          INTEGER             -- the status (statuses.id) that a life-cycle message tells
);

CREATE INDEX flows_by_tenant ON flows (tenant, id);

CREATE INDEX flows_by_update ON flows (tenant, updated_at);

CREATE INDEX flows_by_tracking ON flows (tenant, tracking_id) WHERE tracking_id IS NOT NULL;

CREATE INDEX flows_by_invoice ON flows (invoice);

CREATE INDEX flows_at_work ON flows (state) WHERE state <> 'done';

-- What the checks said of a flow. `findings` is a JSON array in the form of the command line.
CREATE TABLE verdicts (
  flow            TEXT PRIMARY KEY REFERENCES flows (id),
  format          TEXT NOT NULL,
  document        TEXT NOT NULL,
  profile         TEXT NOT NULL,
  structure       INTEGER NOT NULL,
  valid           INTEGER NOT NULL,
  rule_sets       TEXT NOT NULL,      -- name and version of each set that judged
  findings        TEXT NOT NULL,
  findings_beyond INTEGER NOT NULL,
  archive_entry   INTEGER             -- the sealed report
);

-- One row an invoice that could be read. Amounts are exact decimals as text.
CREATE TABLE invoices (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  flow          TEXT NOT NULL UNIQUE REFERENCES flows (id),
  tenant        TEXT NOT NULL,        -- who deposited it
  seller_tenant TEXT,                 -- whose receivable it becomes
  seller_key    TEXT NOT NULL,        -- '0002:100000009': who the seller is, for uniqueness
  seller_name   TEXT NOT NULL,
  buyer_tenant  TEXT,
  buyer_name    TEXT NOT NULL,
  buyer_key     TEXT NOT NULL,
  number        TEXT NOT NULL,        -- BT-1
  issue_date    TEXT NOT NULL,        -- BT-2
  issue_year    INTEGER NOT NULL,
  type_code     TEXT NOT NULL,        -- BT-3
  currency      TEXT NOT NULL,        -- BT-5
  total         TEXT NOT NULL,        -- BT-112
  payable       TEXT NOT NULL,        -- BT-115
  due_date      TEXT,                 -- BT-9
  delivery_date TEXT,                 -- BT-72
  payment_terms TEXT,                 -- BT-20
  contact       TEXT,                 -- BT-58, the buyer's e-mail address
  status        INTEGER NOT NULL,     -- the last one set
  status_at     INTEGER NOT NULL
);

-- The same seller, number and year is the same invoice; a rejected one does not count.
CREATE UNIQUE INDEX invoices_are_unique ON invoices (seller_key, number, issue_year)
  WHERE status <> 213;

CREATE INDEX invoices_by_tenant ON invoices (tenant, id);

CREATE INDEX invoices_by_buyer ON invoices (buyer_tenant, id) WHERE buyer_tenant IS NOT NULL;

CREATE INDEX invoices_rejected ON invoices (tenant, status_at) WHERE status = 213;

-- Statuses of XP Z12-012, in the order in which they were set; never changed.
CREATE TABLE statuses (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  flow    TEXT NOT NULL REFERENCES flows (id),
  invoice INTEGER REFERENCES invoices (id),
  code    INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  reason  TEXT,                       -- code of the status's list, or null
  comment TEXT,                       -- free text with the reason
  actor   TEXT NOT NULL,
  event   INTEGER NOT NULL REFERENCES events (seq)
);

CREATE INDEX statuses_by_event ON statuses (event);

CREATE INDEX statuses_by_flow ON statuses (flow, id);

-- How far the archive's journal is known to agree with this database.
CREATE TABLE archive_position (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  entries INTEGER NOT NULL
);

CREATE INDEX flows_by_archive_entry ON flows (archive_entry);

CREATE INDEX verdicts_by_archive_entry ON verdicts (archive_entry);
