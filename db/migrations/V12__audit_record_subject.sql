-- Beside those who read and write, and so without a transaction: the audit trail may be long, and changes go on meanwhile.
-- A build that was broken off left an index that is not valid.
DROP INDEX CONCURRENTLY IF EXISTS audit_record_subject;
CREATE INDEX CONCURRENTLY audit_record_subject ON audit_record (subject, id);
