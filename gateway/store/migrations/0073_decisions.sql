-- What was decided about movements of the bank, and under which names customers pay.
--
-- Days are YYYYMMDD, instants microseconds UTC, amounts units of the account's currency.

-- The latest decision of a movement counts; the earlier ones stay. By `actor` "platform" or a person.
CREATE TABLE bank_decisions (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant      TEXT NOT NULL,
  movement    INTEGER NOT NULL REFERENCES bank_movements (id),
  outcome     TEXT NOT NULL CHECK (outcome IN ('applied', 'partly_applied', 'unapplied', 'ignored', 'reopened')),
  reason      TEXT NOT NULL,
  customer    TEXT,                   -- customers.key; null: nobody's yet
  currency    TEXT NOT NULL,
  units       INTEGER NOT NULL,       -- of the movement, positive
  booked_on   INTEGER NOT NULL,
  payer       TEXT NOT NULL,          -- as it is compared: capitals, no legal form, no blanks
  end_to_end  TEXT NOT NULL,
  evidence    TEXT NOT NULL,          -- JSON
  candidates  TEXT NOT NULL,          -- JSON: what a person may choose from
  decided_at  INTEGER NOT NULL,
  actor       TEXT NOT NULL
);

CREATE INDEX bank_decisions_by_movement ON bank_decisions (movement, id);

-- A payment that comes back is looked for by its amount.
CREATE INDEX bank_decisions_by_amount ON bank_decisions (tenant, units, booked_on);

CREATE TRIGGER bank_decisions_are_never_changed BEFORE UPDATE ON bank_decisions
BEGIN
  SELECT RAISE(ABORT, 'a decision is replaced by another, never changed');
END;

CREATE TRIGGER bank_decisions_are_never_removed BEFORE DELETE ON bank_decisions
BEGIN
  SELECT RAISE(ABORT, 'a decision is replaced by another, never removed');
END;

-- Receipts that wait for a person: derived from the decisions, so that the queue costs what it holds.
CREATE TABLE unmatched_receipts (
  movement INTEGER PRIMARY KEY REFERENCES bank_movements (id),
  tenant   TEXT NOT NULL,
  decision INTEGER NOT NULL REFERENCES bank_decisions (id),
  since    INTEGER NOT NULL           -- known_at of the first decision: resolving is timed from it
);

CREATE INDEX unmatched_receipts_by_tenant ON unmatched_receipts (tenant, movement);

-- A name under which a customer was seen to pay. Each use is an event ("alias.used"); a name that was
-- used for customers of two groups decides nothing any more, until a person confirms one of them.
CREATE TABLE payer_aliases (
  tenant       TEXT NOT NULL,
  payer        TEXT NOT NULL,         -- as bank_decisions.payer
  customer     TEXT NOT NULL,         -- customers.key
  uses         INTEGER NOT NULL,
  last_used_on INTEGER NOT NULL,
  confirmed_by TEXT,
  demoted      INTEGER NOT NULL DEFAULT 0,   -- a person chose another customer for this name
  PRIMARY KEY (tenant, payer, customer)
);
