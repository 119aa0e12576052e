-- Status 212 ("Encaissée"): which receivables owe their VAT when they are paid, what was received of
-- each rate, and the status that told of it.

-- BT-23 and BT-8 as written, and one row a VAT breakdown (BG-23). Amounts are exact decimals as text.
ALTER TABLE invoices ADD COLUMN business_process TEXT;

ALTER TABLE invoices ADD COLUMN vat_point TEXT;

CREATE TABLE invoice_vat (
  invoice  INTEGER NOT NULL REFERENCES invoices (id),
  position INTEGER NOT NULL,
  category TEXT NOT NULL,             -- BT-118
  rate     TEXT NOT NULL,             -- BT-119, '0' where none is given
  total    TEXT NOT NULL,             -- BT-116 + BT-117
  PRIMARY KEY (invoice, position)
);

-- The amounts including VAT by rate of an item whose VAT is due on receipts; no row for any other item.
CREATE TABLE receivable_vat (
  item  INTEGER NOT NULL REFERENCES receivable_items (id),
  rate  TEXT NOT NULL,                -- per cent: '20', '5.5'
  units INTEGER NOT NULL,             -- positive, also of a credit note
  PRIMARY KEY (item, rate)
);

-- What an application received of a rate. Negative: taken back, or paid out by a credit note. Append-only
-- but for the two last columns, which say what became of the message.
CREATE TABLE cashed_amounts (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant      TEXT NOT NULL,
  item        INTEGER NOT NULL REFERENCES receivable_items (id),
  application INTEGER NOT NULL REFERENCES applications (id),
  rate        TEXT NOT NULL,
  units       INTEGER NOT NULL,
  received_on INTEGER NOT NULL,
  known_at    INTEGER NOT NULL,
  status      INTEGER REFERENCES statuses (id),
  withdrawn   INTEGER NOT NULL DEFAULT 0   -- undone before anybody was told
);

CREATE INDEX cashed_amounts_by_item ON cashed_amounts (item);

CREATE INDEX cashed_amounts_by_application ON cashed_amounts (application);

CREATE INDEX cashed_amounts_by_status ON cashed_amounts (status) WHERE status IS NOT NULL;

CREATE INDEX cashed_amounts_untold ON cashed_amounts (tenant, item) WHERE status IS NULL AND withdrawn = 0;
