-- What lateness costs a customer: the terms that were agreed, and the claims that were made. Claims
-- are no part of what the ledger holds as owed; one that is confirmed becomes an item of kind "fee".

-- Where a customer differs from a business without agreed terms. Each change is an event.
CREATE TABLE late_payment_terms (
  tenant          TEXT NOT NULL,
  customer_key    TEXT NOT NULL,
  debtor          TEXT NOT NULL CHECK (debtor IN ('business', 'public_buyer', 'consumer')),
  contract_rate   TEXT,                 -- per cent a year, exact decimal
  above_ecb       INTEGER NOT NULL DEFAULT 0,   -- 1: contract_rate is points above the ECB rate
  insolvent_since INTEGER,              -- day of the judgment, YYYYMMDD
  PRIMARY KEY (tenant, customer_key),
  FOREIGN KEY (tenant, customer_key) REFERENCES customers (tenant, key)
);

-- What was claimed for an item as of a day, with the statement as it was shown. Claimed anew, the
-- figures may differ, since payments and credit notes became known: then a new row says so, and the
-- old one stays.
CREATE TABLE late_claims (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant       TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  item         INTEGER NOT NULL REFERENCES receivable_items (id),
  as_of        INTEGER NOT NULL,        -- civil day, YYYYMMDD
  interest     INTEGER NOT NULL,        -- units of the item's currency
  indemnity    INTEGER NOT NULL,        -- cents of the euro
  statement    TEXT NOT NULL,           -- JSON: lines, days without a rate, settings
  made_at      INTEGER NOT NULL,
  actor        TEXT NOT NULL
);

CREATE INDEX late_claims_by_item ON late_claims (item, id);

CREATE INDEX late_claims_by_customer ON late_claims (tenant, customer_key, id);

CREATE TRIGGER late_claims_are_never_changed BEFORE UPDATE ON late_claims
BEGIN
  SELECT RAISE(ABORT, 'a claim is never changed: claim anew');
END;

CREATE TRIGGER late_claims_are_never_removed BEFORE DELETE ON late_claims
BEGIN
  SELECT RAISE(ABORT, 'a claim is never removed');
END;

-- A claim that a person confirmed: from then on it is owed, as items of kind "fee".
CREATE TABLE late_claim_confirmations (
  claim        INTEGER PRIMARY KEY REFERENCES late_claims (id),
  item         INTEGER NOT NULL REFERENCES receivable_items (id),   -- the one that was paid late
  interest     INTEGER NOT NULL,        -- what was booked: units of the item's currency
  indemnity    INTEGER NOT NULL,        -- cents of the euro
  interest_fee  INTEGER REFERENCES receivable_items (id),
  indemnity_fee INTEGER REFERENCES receivable_items (id),
  confirmed_at INTEGER NOT NULL,
  actor        TEXT NOT NULL
);

CREATE INDEX late_claim_confirmations_by_item ON late_claim_confirmations (item);
