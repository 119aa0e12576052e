-- Items that a person moved to the doubtful customers (account 416) or back: what was open of them on
-- that day, negative when back. Append-only.
CREATE TABLE doubtful_transfers (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  item         INTEGER NOT NULL REFERENCES receivable_items (id),
  units        INTEGER NOT NULL,
  effective_on INTEGER NOT NULL,
  known_at     INTEGER NOT NULL,
  reason       TEXT NOT NULL,
  actor        TEXT NOT NULL
);

CREATE INDEX doubtful_transfers_by_item ON doubtful_transfers (item);

CREATE TRIGGER doubtful_transfers_are_never_changed BEFORE UPDATE ON doubtful_transfers
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: transfer back');
END;

CREATE TRIGGER doubtful_transfers_are_never_removed BEFORE DELETE ON doubtful_transfers
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only: transfer back');
END;
