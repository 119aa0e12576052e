-- The state of an item says when it last moved, so that a question as of day D, known at K, finds the
-- few items that it concerns and reads their movements only where something moved later:
--   open <> 0 and moved_on <= D and moved_at <= K     `open` is the answer
--   open <> 0, moved later                            add up the movements
--   open = 0 and (moved_on > D or moved_at > K)       add up the movements
--   open = 0 otherwise                                nothing was open: never read
-- and none with issued_on > D, as no movement takes effect before the day of its item.

CREATE TABLE receivable_states_made_anew (
  item       INTEGER PRIMARY KEY REFERENCES receivable_items (id),
  account    INTEGER NOT NULL REFERENCES receivable_accounts (id),
  side       INTEGER NOT NULL,
  issued_on  INTEGER NOT NULL,
  due_on     INTEGER NOT NULL,
  open       INTEGER NOT NULL,
  moved_on   INTEGER NOT NULL,       -- the latest effective day among its movements
  moved_at   INTEGER NOT NULL,       -- the latest instant at which one was recorded
  settled_on INTEGER GENERATED ALWAYS AS (CASE WHEN open = 0 THEN moved_on END) VIRTUAL,
  settled_at INTEGER GENERATED ALWAYS AS (CASE WHEN open = 0 THEN moved_at END) VIRTUAL
);

INSERT INTO receivable_states_made_anew
  (item, account, side, issued_on, due_on, open, moved_on, moved_at)
  SELECT item, account, side, issued_on, due_on, sum(units), max(effective_on), max(known_at)
  FROM receivable_movements GROUP BY item;

DROP TABLE receivable_states;

ALTER TABLE receivable_states_made_anew RENAME TO receivable_states;

CREATE INDEX receivable_states_open
  ON receivable_states (account, side, due_on, issued_on, moved_on, moved_at, open) WHERE open <> 0;

CREATE INDEX receivable_states_open_by_issue
  ON receivable_states (account, side, issued_on, moved_on, moved_at, open) WHERE open <> 0;

CREATE INDEX receivable_states_open_by_item ON receivable_states (item) WHERE open <> 0;

-- Their last column makes them answer alone, without the table.
CREATE INDEX receivable_states_settled_on
  ON receivable_states (account, moved_on, issued_on, side, due_on, open) WHERE open = 0;

CREATE INDEX receivable_states_settled_at
  ON receivable_states (account, moved_at, moved_on, issued_on, side, due_on, open) WHERE open = 0;

-- Their work is done by the indexes above.
DROP INDEX receivable_movements_by_due;

DROP INDEX receivable_movements_by_issue;

CREATE INDEX receivable_movements_by_account ON receivable_movements (account, id);
