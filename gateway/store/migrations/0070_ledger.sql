-- The whole ledger: customers with their contacts, instalments, receipts, fees, and applications
-- (lettrage). What 0050 made is kept, row by row; the tables are made anew where SQLite cannot widen a
-- constraint in place.

-- Whom a tenant sells to. `key` is the tenant's own number of the customer, or '0002:200000008' (as in
-- invoices.buyer_key) when it came with an invoice and nobody numbered it. Names, groups and settings
-- may change; each change is an event.
CREATE TABLE customers (
  tenant     TEXT NOT NULL,           -- SIREN of the creditor
  key        TEXT NOT NULL,
  name       TEXT NOT NULL,
  legal_form TEXT NOT NULL DEFAULT '',
  siren      TEXT,                    -- an invoice to this SIREN is this customer's
  group_key  TEXT,                    -- customers of one group pay for each other
  segment    TEXT NOT NULL DEFAULT '',
  language   TEXT NOT NULL DEFAULT 'fr',
  PRIMARY KEY (tenant, key)
);

CREATE INDEX customers_by_siren ON customers (tenant, siren) WHERE siren IS NOT NULL;

CREATE INDEX customers_by_group ON customers (tenant, group_key) WHERE group_key IS NOT NULL;

INSERT INTO customers (tenant, key, name, siren)
  SELECT tenant, customer_key, max(customer_name),
    CASE WHEN customer_key LIKE '0002:_________' THEN substr(customer_key, 6) END
  FROM receivable_accounts GROUP BY tenant, customer_key;

-- People at a customer, in the order in which they are tried. `role`: payables, purchasing, finance, legal.
CREATE TABLE customer_contacts (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant       TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  position     INTEGER NOT NULL,
  name         TEXT NOT NULL,
  role         TEXT NOT NULL,
  email        TEXT,
  phone        TEXT,
  address      TEXT,                  -- postal, lines parted by \n
  language     TEXT,                  -- null: the customer's
  unreachable  TEXT,                  -- why mail to this address is not tried any more
  removed_at   INTEGER,
  FOREIGN KEY (tenant, customer_key) REFERENCES customers (tenant, key)
);

CREATE INDEX customer_contacts_by_customer ON customer_contacts (tenant, customer_key, position);

-- One row a document, an instalment of one, a receipt, or a fee. An invoice paid in instalments is as
-- many items, numbered from 1; else `instalment` is 0. `kind`:
--   invoice, down_payment   what the customer owes (side 0)
--   fee                     interest or indemnity that was confirmed (side 0)
--   credit_note             side 1
--   payment                 a receipt (side 2): opened negative, taken up by applications
CREATE TABLE receivable_items_made_anew (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  account            INTEGER NOT NULL REFERENCES receivable_accounts (id),
  invoice            INTEGER REFERENCES invoices (id),   -- null when imported
  instalment         INTEGER NOT NULL DEFAULT 0,
  number             TEXT NOT NULL,
  kind               TEXT NOT NULL CHECK (kind IN ('invoice', 'down_payment', 'credit_note', 'payment', 'fee')),
  issued_on          INTEGER NOT NULL,
  due_on             INTEGER NOT NULL,
  due_basis          TEXT NOT NULL CHECK (due_basis IN ('BT-9', 'terms', 'customer', 'legal_default',
                                                        'credit', 'imported')),
  units              INTEGER NOT NULL,         -- as opened
  creditor_reference TEXT,                     -- ISO 11649, 'RF..', without spaces
  purchase_order     TEXT,                     -- BT-13
  bank_movement      INTEGER,                  -- of a payment: bank_movements.id, null when entered by hand
  opened_at          INTEGER NOT NULL,
  UNIQUE (invoice, instalment)
);

INSERT INTO receivable_items_made_anew
  (id, account, invoice, number, kind, issued_on, due_on, due_basis, units, opened_at)
  SELECT id, account, invoice, number, kind, issued_on, due_on, due_basis, units, opened_at
  FROM receivable_items;

DROP TABLE receivable_items;

ALTER TABLE receivable_items_made_anew RENAME TO receivable_items;

CREATE INDEX receivable_items_by_account ON receivable_items (account, due_on);

CREATE INDEX receivable_items_by_number ON receivable_items (number);

CREATE INDEX receivable_items_by_bank_movement ON receivable_items (bank_movement) WHERE bank_movement IS NOT NULL;

CREATE TRIGGER receivable_items_are_never_changed BEFORE UPDATE ON receivable_items
BEGIN
  SELECT RAISE(ABORT, 'an item of the ledger is never changed');
END;

CREATE TRIGGER receivable_items_are_never_removed BEFORE DELETE ON receivable_items
BEGIN
  SELECT RAISE(ABORT, 'an item of the ledger is never removed');
END;

-- One act of settling items of one account against each other (lettrage), or of undoing such an act.
-- Its movements add up to zero: what is taken from an invoice is taken from the receipt, the credit note
-- or the difference (discount, rounding, write-off) that settles it.
CREATE TABLE applications (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  account      INTEGER NOT NULL REFERENCES receivable_accounts (id),
  effective_on INTEGER NOT NULL,
  known_at     INTEGER NOT NULL,
  undoes       INTEGER UNIQUE REFERENCES applications (id),
  reason       TEXT NOT NULL,         -- code of the rule that found it, 'manual', 'returned', ...
  evidence     TEXT NOT NULL DEFAULT '{}',   -- JSON: what it was found by, to be checked again
  actor        TEXT NOT NULL
);

CREATE INDEX applications_by_account ON applications (account, id);

CREATE TRIGGER applications_are_never_changed BEFORE UPDATE ON applications
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: undo an application by another');
END;

CREATE TRIGGER applications_are_never_removed BEFORE DELETE ON applications
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: undo an application by another');
END;

ALTER TABLE receivable_movements ADD COLUMN application INTEGER REFERENCES applications (id);

CREATE INDEX receivable_movements_by_application ON receivable_movements (application)
  WHERE application IS NOT NULL;

-- What is open on an item, all being known: derived from its movements, kept in the transaction of each,
-- so that no question reads the history of what is settled. `settled_on`, `settled_at`: the latest
-- effective day and the latest instant among the movements of an item that has nothing open; null while
-- something is open. A question as of day D, known at K, may pass over an item with settled_on <= D and
-- settled_at <= K, and no other.
CREATE TABLE receivable_states (
  item       INTEGER PRIMARY KEY REFERENCES receivable_items (id),
  account    INTEGER NOT NULL REFERENCES receivable_accounts (id),
  open       INTEGER NOT NULL,
  settled_on INTEGER,
  settled_at INTEGER
);

INSERT INTO receivable_states (item, account, open, settled_on, settled_at)
  SELECT item, account, sum(units), CASE WHEN sum(units) = 0 THEN max(effective_on) END,
    CASE WHEN sum(units) = 0 THEN max(known_at) END
  FROM receivable_movements GROUP BY item, account;

CREATE INDEX receivable_states_open ON receivable_states (account) WHERE open <> 0;
