-- Reminders from plan to dispatch: what was planned and what became of it, what left and with which
-- documents, what people set for customers, and the switch that stops all. Days are YYYYMMDD (Europe/Paris),
-- instants microseconds UTC. Each change of state is an event ("reminder.planned", ".approved", ".leaving",
-- ".sent", ".failed", ".cancelled", ".bounced").

-- One row an action. `state`:
--   planned     a person must approve it
--   confirmed   it may leave: approved, or no approval needed
--   leaving     handed to the mail server; a crash here leaves it unknown whether the server took it
--   sent        the server took it; a letter is ready to be posted, a call is in the agenda
--   unknown     found leaving at start, or the connection broke at the end: never sent again by itself
--   failed      refused for good, or it could not be composed
--   cancelled   with the reason, before it left
-- The key says that an action is planned once: `cycle` counts those of one level that were ended.
CREATE TABLE planned_reminders (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant           TEXT NOT NULL,
  customer_key     TEXT NOT NULL,
  scenario         TEXT NOT NULL,
  level            INTEGER NOT NULL,
  cycle            INTEGER NOT NULL,
  channel          TEXT NOT NULL CHECK (channel IN ('mail', 'letter', 'call')),
  tone             TEXT NOT NULL,
  contact          TEXT,              -- e-mail address or name
  content          TEXT NOT NULL,     -- fingerprint of items, amounts and recipient: approval is for these
  state            TEXT NOT NULL CHECK (state IN ('planned', 'confirmed', 'leaving', 'sent', 'unknown',
                                                  'failed', 'cancelled')),
  reason_fr        TEXT NOT NULL,     -- why it was planned, or why it ended
  reason_en        TEXT NOT NULL,
  planned_on       INTEGER NOT NULL,
  planned_at       INTEGER NOT NULL,
  approved_by      TEXT,
  approved_at      INTEGER,
  attempts         INTEGER NOT NULL DEFAULT 0,
  retry_at         INTEGER,           -- not tried again before
  ended_at         INTEGER,
  UNIQUE (tenant, customer_key, scenario, level, cycle)
);

CREATE INDEX planned_reminders_open ON planned_reminders (tenant, customer_key)
  WHERE state IN ('planned', 'confirmed', 'leaving');

CREATE TABLE planned_reminder_items (
  planned INTEGER NOT NULL REFERENCES planned_reminders (id),
  item    INTEGER NOT NULL REFERENCES receivable_items (id),
  level   INTEGER NOT NULL,
  units   INTEGER NOT NULL,           -- asked for
  status  INTEGER REFERENCES statuses (id),   -- the legal status that allowed it; null when imported
  PRIMARY KEY (planned, item)
);

CREATE INDEX planned_reminder_items_by_item ON planned_reminder_items (item);

-- What left: the rows of 0050, with what is known of it now. `outcome`: sent; unknown; failed or bounced,
-- which do not count: the level was not served.
CREATE TABLE reminders_made_anew (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant           TEXT NOT NULL,
  customer_key     TEXT NOT NULL,
  scenario         TEXT NOT NULL,
  level            INTEGER NOT NULL,
  channel          TEXT NOT NULL,
  contact          TEXT,
  sent_on          INTEGER NOT NULL,
  sent_at          INTEGER NOT NULL,
  planned          INTEGER REFERENCES planned_reminders (id),
  message_id       TEXT,              -- of the mail
  subject          TEXT,
  template_version TEXT,
  outcome          TEXT NOT NULL DEFAULT 'sent' CHECK (outcome IN ('sent', 'unknown', 'failed', 'bounced'))
);

INSERT INTO reminders_made_anew (id, tenant, customer_key, scenario, level, channel, contact, sent_on, sent_at)
  SELECT id, tenant, customer_key, scenario, level, channel, contact, sent_on, sent_at FROM reminders;

-- An item may be asked for again at a level whose message came back.
CREATE TABLE reminder_items_made_anew (
  reminder INTEGER NOT NULL REFERENCES reminders (id),
  item     INTEGER NOT NULL REFERENCES receivable_items (id),
  level    INTEGER NOT NULL,
  PRIMARY KEY (reminder, item)
);

INSERT INTO reminder_items_made_anew SELECT reminder, item, level FROM reminder_items;

DROP TABLE reminder_items;

DROP TABLE reminders;

ALTER TABLE reminders_made_anew RENAME TO reminders;

ALTER TABLE reminder_items_made_anew RENAME TO reminder_items;

CREATE INDEX reminders_by_customer ON reminders (tenant, customer_key, sent_on);

CREATE UNIQUE INDEX reminders_by_message ON reminders (message_id) WHERE message_id IS NOT NULL;

CREATE INDEX reminder_items_by_item ON reminder_items (item, level);

-- What left with it, as objects of the archive: the mail as it travelled, the PDF.
CREATE TABLE reminder_documents (
  reminder      INTEGER NOT NULL REFERENCES reminders (id),
  position      INTEGER NOT NULL,     -- from 1
  name          TEXT NOT NULL,
  media_type    TEXT NOT NULL,
  sha256        TEXT NOT NULL,
  size          INTEGER NOT NULL,
  archive_entry INTEGER NOT NULL,
  PRIMARY KEY (reminder, position)
);

CREATE INDEX reminder_documents_by_archive_entry ON reminder_documents (archive_entry);

-- What a person set for one customer; event "reminder.choice_changed".
CREATE TABLE reminder_choices (
  tenant       TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  scenario     TEXT,
  language     TEXT,
  contact      INTEGER REFERENCES customer_contacts (id),
  quiet_until  INTEGER,
  PRIMARY KEY (tenant, customer_key)
);

-- The switch of a tenant; no row: on. Event "reminder.switched".
CREATE TABLE reminder_switches (
  tenant  TEXT PRIMARY KEY,
  enabled INTEGER NOT NULL
);

-- The days on which the service planned and sent, so that it does so once a day.
CREATE TABLE reminder_runs (
  tenant TEXT NOT NULL,
  day    INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (tenant, day)
);
