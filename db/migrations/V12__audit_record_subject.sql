-- A step of its own: while it is built, changes wait to be kept in the audit trail, but nobody waits to read event types.
SET LOCAL lock_timeout = '10s';

CREATE INDEX audit_record_subject ON audit_record (subject, id);
