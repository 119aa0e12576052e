-- Every change of state is one row, written in the transaction of the change (design, idea 3).
-- `at` is microseconds UTC and strictly increasing with `seq`.
CREATE TABLE events (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  tenant  TEXT NOT NULL,
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL,
  actor   TEXT NOT NULL,
  data    TEXT NOT NULL
);

CREATE INDEX events_by_subject ON events (subject, seq);

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'the event log is append-only');
END;

CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'the event log is append-only');
END;

-- How far each reader of the log has come.
CREATE TABLE cursors (
  reader TEXT PRIMARY KEY,
  seq    INTEGER NOT NULL
);
