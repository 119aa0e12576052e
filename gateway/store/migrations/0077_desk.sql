-- What people agree and do about receivables: promises, disputes, payment plans, exclusions, tasks,
-- comments, alerts.
--
-- Each is made once, from a civil day on (Europe/Paris), and may be ended once, from a later day on.
-- Its terms are never changed; what it amounts to on a day (kept, broken, overdue) is never stored
-- but derived from it and from the ledger, so that any past day can be looked at again. What is not ended is found by
-- coalesce(ended_on, 99999999) > day, without what is. Instants are
-- microseconds UTC, days YYYYMMDD, amounts units of the account's currency. Each change is an event.

-- Settings of a tenant that differ from those of the house.
CREATE TABLE desk_settings (
  tenant TEXT NOT NULL,
  name   TEXT NOT NULL,
  value  INTEGER NOT NULL,
  PRIMARY KEY (tenant, name)
);

-- Keys by which callers make sure that a request counts once, and what came of it.
CREATE TABLE desk_keys (
  tenant  TEXT NOT NULL,
  key     TEXT NOT NULL,
  request TEXT NOT NULL,              -- what was asked: the key serves for no other request
  result  INTEGER NOT NULL,
  PRIMARY KEY (tenant, key)
);

-- A promise to pay an amount by a day. With rows in promise_items it is about these; without, about
-- whatever the customer owes in this currency, the oldest due date first.
CREATE TABLE promises (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant       TEXT NOT NULL,
  account      INTEGER NOT NULL REFERENCES receivable_accounts (id),
  units        INTEGER NOT NULL CHECK (units > 0),
  promised_on  INTEGER NOT NULL,
  pauses_until INTEGER NOT NULL,      -- with the grace that was in force
  source       TEXT NOT NULL CHECK (source IN ('us', 'buyer', 'portal', 'status')),
  note         TEXT NOT NULL,
  made_on      INTEGER NOT NULL,
  made_at      INTEGER NOT NULL,
  made_by      TEXT NOT NULL,
  ended_on     INTEGER,               -- cancelled
  ended_at     INTEGER,
  ended_by     TEXT,
  end_reason   TEXT
);

CREATE INDEX promises_by_tenant ON promises (tenant, made_on);

CREATE INDEX promises_by_account ON promises (account);

CREATE TRIGGER promises_keep_their_terms
  BEFORE UPDATE OF tenant, account, units, promised_on, pauses_until, source, made_on, made_at ON promises
BEGIN
  SELECT RAISE(ABORT, 'the terms of a promise are never changed');
END;

CREATE TRIGGER promises_end_once BEFORE UPDATE OF ended_on ON promises WHEN OLD.ended_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a promise is cancelled once');
END;

CREATE TABLE promise_items (
  promise INTEGER NOT NULL REFERENCES promises (id),
  item    INTEGER NOT NULL REFERENCES receivable_items (id),
  units   INTEGER NOT NULL CHECK (units > 0),
  PRIMARY KEY (promise, item)
);

CREATE INDEX promise_items_by_item ON promise_items (item);

-- A dispute of an item, or of a part of it. `reason` is a code of dispute_reasons.h.
CREATE TABLE disputes (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant      TEXT NOT NULL,
  item        INTEGER NOT NULL REFERENCES receivable_items (id),
  units       INTEGER CHECK (units > 0),   -- null: all that is open
  reason      TEXT NOT NULL,
  department  TEXT NOT NULL,
  owner       TEXT NOT NULL,          -- a user of the department; empty: all of it
  deadline_on INTEGER NOT NULL,       -- by when it is to be settled
  status      INTEGER REFERENCES statuses (id),   -- of the buyer, that opened it
  note        TEXT NOT NULL,
  made_on     INTEGER NOT NULL,
  made_at     INTEGER NOT NULL,
  made_by     TEXT NOT NULL,
  ended_on    INTEGER,
  ended_at    INTEGER,
  ended_by    TEXT,
  outcome     TEXT                    -- credit_note, price_corrected, rejected, partial, withdrawn, ...
);

CREATE INDEX disputes_by_item ON disputes (item);

CREATE INDEX disputes_by_end ON disputes (tenant, coalesce(ended_on, 99999999));

CREATE UNIQUE INDEX disputes_by_status ON disputes (status, item) WHERE status IS NOT NULL;

CREATE TRIGGER disputes_keep_their_terms
  BEFORE UPDATE OF tenant, item, units, status, made_on, made_at ON disputes
BEGIN
  SELECT RAISE(ABORT, 'the terms of a dispute are never changed');
END;

CREATE TRIGGER disputes_end_once BEFORE UPDATE OF ended_on ON disputes WHEN OLD.ended_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a dispute is closed once');
END;

-- A payment plan: instalments in place of the due dates of items, for reminders alone.
CREATE TABLE payment_plans (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant   TEXT NOT NULL,
  account  INTEGER NOT NULL REFERENCES receivable_accounts (id),
  note     TEXT NOT NULL,
  made_on  INTEGER NOT NULL,
  made_at  INTEGER NOT NULL,
  made_by  TEXT NOT NULL,
  ended_on INTEGER,
  ended_at INTEGER,
  ended_by TEXT,
  outcome  TEXT                       -- accelerated, cancelled
);

CREATE INDEX payment_plans_by_end ON payment_plans (tenant, coalesce(ended_on, 99999999));

CREATE TRIGGER payment_plans_keep_their_terms
  BEFORE UPDATE OF tenant, account, made_on, made_at ON payment_plans
BEGIN
  SELECT RAISE(ABORT, 'the terms of a plan are never changed');
END;

CREATE TRIGGER payment_plans_end_once BEFORE UPDATE OF ended_on ON payment_plans WHEN OLD.ended_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a plan ends once');
END;

CREATE TABLE payment_plan_items (
  plan  INTEGER NOT NULL REFERENCES payment_plans (id),
  item  INTEGER NOT NULL REFERENCES receivable_items (id),
  units INTEGER NOT NULL CHECK (units > 0),   -- open when the plan was made
  PRIMARY KEY (plan, item)
);

CREATE INDEX payment_plan_items_by_item ON payment_plan_items (item);

CREATE TABLE payment_plan_instalments (
  plan        INTEGER NOT NULL REFERENCES payment_plans (id),
  position    INTEGER NOT NULL,       -- from 1, by date
  due_on      INTEGER NOT NULL,
  grace_until INTEGER NOT NULL,       -- broken from the day after
  units       INTEGER NOT NULL CHECK (units > 0),
  PRIMARY KEY (plan, position)
);

-- The stop list: an item, or all of a customer, that nobody is to be reminded of.
CREATE TABLE exclusions (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant       TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  item         INTEGER REFERENCES receivable_items (id),   -- null: all of the customer
  reason       TEXT NOT NULL,
  until_on     INTEGER,               -- the last day; null: until it is lifted
  made_on      INTEGER NOT NULL,
  made_at      INTEGER NOT NULL,
  made_by      TEXT NOT NULL,
  ended_on     INTEGER,               -- lifted
  ended_at     INTEGER,
  ended_by     TEXT,
  end_reason   TEXT
);

CREATE INDEX exclusions_by_end ON exclusions (tenant, coalesce(ended_on, 99999999));

CREATE TRIGGER exclusions_end_once BEFORE UPDATE OF ended_on ON exclusions WHEN OLD.ended_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'an exclusion is lifted once');
END;

-- The agenda. `key` tells a rule what it has asked for already: while a task with it is open there
-- is no second one. `kind` is one of agenda.h.
CREATE TABLE tasks (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant       TEXT NOT NULL,
  customer_key TEXT NOT NULL,         -- empty: about no customer
  item         INTEGER REFERENCES receivable_items (id),
  kind         TEXT NOT NULL,
  reason_fr    TEXT NOT NULL,
  reason_en    TEXT NOT NULL,
  due_on       INTEGER NOT NULL,
  department   TEXT NOT NULL,
  owner        TEXT NOT NULL,         -- a user; empty: anybody of the department
  key          TEXT NOT NULL,
  made_on      INTEGER NOT NULL,
  made_at      INTEGER NOT NULL,
  made_by      TEXT NOT NULL,
  ended_on     INTEGER,
  ended_at     INTEGER,
  ended_by     TEXT,
  outcome      TEXT,
  note         TEXT
);

CREATE UNIQUE INDEX tasks_open_by_key ON tasks (tenant, key) WHERE ended_on IS NULL;

CREATE INDEX tasks_by_key ON tasks (tenant, key);

CREATE INDEX tasks_by_end ON tasks (tenant, coalesce(ended_on, 99999999));

CREATE INDEX tasks_open_by_item ON tasks (item) WHERE ended_on IS NULL AND item IS NOT NULL;

CREATE TRIGGER tasks_end_once BEFORE UPDATE OF ended_on ON tasks WHEN OLD.ended_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a task is closed once');
END;

-- What people say about a customer, an item or a dispute. `mentions`: user ids, a blank between.
CREATE TABLE desk_comments (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant       TEXT NOT NULL,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('customer', 'item', 'dispute')),
  subject      TEXT NOT NULL,         -- key of the customer, or id
  text         TEXT NOT NULL,
  mentions     TEXT NOT NULL,
  made_on      INTEGER NOT NULL,
  made_at      INTEGER NOT NULL,
  made_by      TEXT NOT NULL
);

CREATE INDEX desk_comments_by_subject ON desk_comments (tenant, subject_kind, subject, id);

CREATE TRIGGER desk_comments_are_never_changed BEFORE UPDATE ON desk_comments
BEGIN
  SELECT RAISE(ABORT, 'a comment is never changed');
END;

-- Conditions that users watch. `definition` is JSON as alert_definition.h describes it, checked when saved.
CREATE TABLE alerts (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant     TEXT NOT NULL,
  definition TEXT NOT NULL,
  made_on    INTEGER NOT NULL,
  made_at    INTEGER NOT NULL,
  made_by    TEXT NOT NULL,
  ended_on   INTEGER,
  ended_at   INTEGER,
  ended_by   TEXT
);

CREATE INDEX alerts_by_tenant ON alerts (tenant);

-- Since when each alert holds of what. While it holds it is raised once; when it has ceased it may be
-- raised again.
CREATE TABLE alert_raisings (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  alert    INTEGER NOT NULL REFERENCES alerts (id),
  subject  TEXT NOT NULL,             -- key of the customer, or 'item:' or 'receipt:' and the id
  raised_on INTEGER NOT NULL,
  raised_at INTEGER NOT NULL,
  ended_on INTEGER,
  facts    TEXT NOT NULL              -- JSON: the values that met the condition
);

CREATE UNIQUE INDEX alert_raisings_that_hold ON alert_raisings (alert, subject) WHERE ended_on IS NULL;

-- The last day whose rules were run, of each tenant.
CREATE TABLE desk_days (
  tenant TEXT PRIMARY KEY,
  day    INTEGER NOT NULL
);
