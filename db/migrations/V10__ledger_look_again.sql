-- Commits that are not made by the lake sink (re-drives) are recorded by it, too: it is asked to look at the table.

ALTER TABLE ledger_book ADD COLUMN asked bigint NOT NULL DEFAULT 0, ADD COLUMN looked bigint NOT NULL DEFAULT 0;
CREATE INDEX ledger_book_to_look_at ON ledger_book (event_type) WHERE asked > looked;
COMMENT ON COLUMN ledger_book.asked IS 'Counted up by whoever has committed to the table beside the lake sink.';
COMMENT ON COLUMN ledger_book.looked IS 'How often it had been asked when the lake sink last looked at the table: what it found is recorded.';
