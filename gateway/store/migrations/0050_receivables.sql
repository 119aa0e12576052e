-- Who owes what to whom, since when, and when we came to know it.
--
-- The ledger is append-only and has two times: `effective_on` is the civil day (Europe/Paris) from
-- which a movement counts, `known_at` the instant (microseconds UTC) at which it was recorded. What
-- is open on day D as known at instant K is sum(units) over the movements with effective_on <= D and
-- known_at <= K: for an item, an account, a tenant or a range of due dates alike.
--
-- Money is a signed number of units of 10^-exponent of the account's currency, so that SQL adds it
-- exactly: positive is owed to the creditor, negative is owed by it. 64 bits hold 92 million
-- billion euros. Civil dates are integers YYYYMMDD, which sort as dates do.

-- What one customer owes one creditor in one currency.
CREATE TABLE receivable_accounts (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant        TEXT NOT NULL,        -- SIREN of the creditor
  customer_key  TEXT NOT NULL,        -- '0002:200000008', as in invoices.buyer_key
  customer_name TEXT NOT NULL,        -- the last one seen
  contact       TEXT,                 -- the last e-mail address seen (BT-58)
  currency      TEXT NOT NULL,        -- ISO 4217
  exponent      INTEGER NOT NULL,
  UNIQUE (tenant, customer_key, currency)
);

-- One row a document that made a debt or a credit.
CREATE TABLE receivable_items (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  account   INTEGER NOT NULL REFERENCES receivable_accounts (id),
  invoice   INTEGER UNIQUE REFERENCES invoices (id),   -- null when imported
  number    TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('invoice', 'down_payment', 'credit_note', 'payment')),
  issued_on INTEGER NOT NULL,
  due_on    INTEGER NOT NULL,
  due_basis TEXT NOT NULL CHECK (due_basis IN ('BT-9', 'terms', 'customer', 'legal_default',
                                               'credit', 'imported')),
  units     INTEGER NOT NULL,         -- as opened
  opened_at INTEGER NOT NULL
);

CREATE INDEX receivable_items_by_account ON receivable_items (account, due_on);

-- `side` and the two dates repeat the item's, so that the balances below read one index and
-- nothing else. side: 0 what the customer owes (invoices, down payments), 1 credit notes,
-- 2 payments not yet applied.
CREATE TABLE receivable_movements (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  account      INTEGER NOT NULL REFERENCES receivable_accounts (id),
  item         INTEGER NOT NULL REFERENCES receivable_items (id),
  side         INTEGER NOT NULL CHECK (side IN (0, 1, 2)),
  issued_on    INTEGER NOT NULL,
  due_on       INTEGER NOT NULL,
  effective_on INTEGER NOT NULL,
  known_at     INTEGER NOT NULL,
  kind         TEXT NOT NULL,         -- opening, payment, credit, write_off, cancellation, reversal
  units        INTEGER NOT NULL,
  actor        TEXT NOT NULL
);

CREATE INDEX receivable_movements_by_due
  ON receivable_movements (account, side, due_on, effective_on, known_at, units);

CREATE INDEX receivable_movements_by_issue
  ON receivable_movements (account, side, issued_on, effective_on, known_at, units);

CREATE INDEX receivable_movements_by_item
  ON receivable_movements (item, effective_on, known_at, units);

CREATE TRIGGER receivable_movements_are_never_changed BEFORE UPDATE ON receivable_movements
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: post a reversal');
END;

CREATE TRIGGER receivable_movements_are_never_removed BEFORE DELETE ON receivable_movements
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: post a reversal');
END;

CREATE TRIGGER receivable_items_are_never_changed BEFORE UPDATE ON receivable_items
BEGIN
  SELECT RAISE(ABORT, 'an item of the ledger is never changed');
END;

CREATE TRIGGER receivable_items_are_never_removed BEFORE DELETE ON receivable_items
BEGIN
  SELECT RAISE(ABORT, 'an item of the ledger is never removed');
END;

-- Reminders that left, one row a message, and the items that each asked for at which level.
CREATE TABLE reminders (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant       TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  scenario     TEXT NOT NULL,
  level        INTEGER NOT NULL,
  channel      TEXT NOT NULL,
  contact      TEXT,
  sent_on      INTEGER NOT NULL,      -- civil day, Europe/Paris
  sent_at      INTEGER NOT NULL
);

CREATE INDEX reminders_by_customer ON reminders (tenant, customer_key, sent_on);

CREATE TABLE reminder_items (
  reminder INTEGER NOT NULL REFERENCES reminders (id),
  item     INTEGER NOT NULL REFERENCES receivable_items (id),
  level    INTEGER NOT NULL,
  PRIMARY KEY (item, level)           -- an item is asked for once a level
);
