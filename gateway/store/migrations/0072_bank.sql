-- Account statements as the banks send them: accounts, files, statements, movements.
--
-- What a statement says is never changed. Days are civil days (YYYYMMDD), instants microseconds UTC,
-- amounts units of 10^-exponent of the account's currency. What a movement pays is decided elsewhere,
-- with its evidence; bank_outcomes holds the last word on each, so that the queue is quick to read.

-- An account of the tenant, registered by the first statement of it. `identity` is the same for an
-- account however a format writes it: bank, branch and number of a French one.
CREATE TABLE bank_accounts (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant        TEXT NOT NULL,            -- SIREN
  identity      TEXT NOT NULL,
  shown         TEXT NOT NULL,            -- as first written
  currency      TEXT NOT NULL,
  exponent      INTEGER NOT NULL,
  registered_at INTEGER NOT NULL,
  UNIQUE (tenant, identity, currency)
);

-- A file that was booked. The same bytes are never booked twice.
CREATE TABLE bank_files (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant      TEXT NOT NULL,
  sha256      TEXT NOT NULL,              -- lower-case hex
  name        TEXT NOT NULL,              -- as given, for people
  format      TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  actor       TEXT NOT NULL,
  UNIQUE (tenant, sha256)
);

CREATE TABLE bank_statements (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  file          INTEGER NOT NULL REFERENCES bank_files (id),
  account       INTEGER NOT NULL REFERENCES bank_accounts (id),
  number        TEXT NOT NULL,
  opening_on    INTEGER,                  -- null: the format has no balances
  opening_units INTEGER,
  closing_on    INTEGER,
  closing_units INTEGER
);

CREATE INDEX bank_statements_by_account ON bank_statements (account, closing_on);

-- `state`, the only column that may change:
--   booked    money that came or went: the others are not counted
--   repeated  the same as an earlier movement (`same_as`), from a statement that overlaps
--   detailed  a sum whose transactions are movements of their own, from a camt.054
CREATE TABLE bank_movements (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant             TEXT NOT NULL,
  account            INTEGER NOT NULL REFERENCES bank_accounts (id),
  statement          INTEGER NOT NULL REFERENCES bank_statements (id),
  entry              INTEGER NOT NULL,    -- number of the movement in its file, from 1
  line               INTEGER NOT NULL,
  booked_on          INTEGER NOT NULL,
  value_on           INTEGER NOT NULL,
  units              INTEGER NOT NULL,    -- positive: money received
  nature             TEXT NOT NULL,
  bank_code          TEXT NOT NULL,
  return_reason      TEXT NOT NULL,
  reversal           INTEGER NOT NULL,
  payer              TEXT NOT NULL,
  ultimate_payer     TEXT NOT NULL,
  payer_id           TEXT NOT NULL,
  payer_account      TEXT NOT NULL,
  remittance         TEXT NOT NULL,
  label              TEXT NOT NULL,
  creditor_reference TEXT NOT NULL,
  documents          TEXT NOT NULL,       -- JSON: what the payer says it pays; '' for nothing
  end_to_end_id      TEXT NOT NULL,
  mandate            TEXT NOT NULL,
  bank_reference     TEXT NOT NULL,
  entry_reference    TEXT NOT NULL,
  batch              TEXT NOT NULL,
  transactions       INTEGER NOT NULL,    -- more than 1: the sum of so many
  same_as            INTEGER REFERENCES bank_movements (id),
  part_of            INTEGER REFERENCES bank_movements (id),
  known_at           INTEGER NOT NULL,
  state              TEXT NOT NULL CHECK (state IN ('booked', 'repeated', 'detailed'))
);

CREATE INDEX bank_movements_by_account ON bank_movements (account, booked_on);

CREATE INDEX bank_movements_by_tenant ON bank_movements (tenant, id);

CREATE INDEX bank_movements_by_statement ON bank_movements (statement);

-- What became of a booked movement: applied, partly_applied, unapplied, ignored, reopened. Derived
-- from the decisions, in the transaction of each.
CREATE TABLE bank_outcomes (
  movement INTEGER PRIMARY KEY REFERENCES bank_movements (id),
  tenant   TEXT NOT NULL,
  outcome  TEXT NOT NULL,
  customer TEXT,                          -- customers.key
  code     TEXT NOT NULL,                 -- of the rule that decided
  reason_fr TEXT NOT NULL,
  reason_en TEXT NOT NULL
);

CREATE INDEX bank_outcomes_by_outcome ON bank_outcomes (tenant, outcome, movement);

CREATE TRIGGER bank_movements_are_never_changed
BEFORE UPDATE OF id, tenant, account, statement, entry, line, booked_on, value_on, units, nature,
  bank_code, return_reason, reversal, payer, ultimate_payer, payer_id, payer_account, remittance,
  label, creditor_reference, documents, end_to_end_id, mandate, bank_reference, entry_reference,
  batch, transactions, same_as, part_of, known_at ON bank_movements
BEGIN
  SELECT RAISE(ABORT, 'what a bank has said is never changed');
END;

CREATE TRIGGER bank_movements_are_never_removed BEFORE DELETE ON bank_movements
BEGIN
  SELECT RAISE(ABORT, 'what a bank has said is never removed');
END;

CREATE TRIGGER bank_statements_are_never_changed BEFORE UPDATE ON bank_statements
BEGIN
  SELECT RAISE(ABORT, 'what a bank has said is never changed');
END;

CREATE TRIGGER bank_statements_are_never_removed BEFORE DELETE ON bank_statements
BEGIN
  SELECT RAISE(ABORT, 'what a bank has said is never removed');
END;
