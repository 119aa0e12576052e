-- What an item holds of VAT, rate by rate, as its document says: what was received is split by it
-- where VAT is due on receipts. Append-only, as its item.
CREATE TABLE receivable_item_vat (
  item        INTEGER NOT NULL REFERENCES receivable_items (id),
  rate        TEXT NOT NULL,            -- percent, '20', '5.5'
  gross       INTEGER NOT NULL,         -- units with VAT, of the sign of the item
  on_receipts INTEGER NOT NULL,         -- 1: VAT is due when it is paid
  PRIMARY KEY (item, rate)
);

CREATE TRIGGER receivable_item_vat_is_never_changed BEFORE UPDATE ON receivable_item_vat
BEGIN
  SELECT RAISE(ABORT, 'an item of the ledger is never changed');
END;

CREATE TRIGGER receivable_item_vat_is_never_removed BEFORE DELETE ON receivable_item_vat
BEGIN
  SELECT RAISE(ABORT, 'an item of the ledger is never removed');
END;
