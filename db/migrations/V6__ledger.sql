-- The completeness ledger: what was published, what was read, what became of it, hour by hour. Only counts are kept here; events are not.

CREATE TABLE ledger_book (
    event_type    text        PRIMARY KEY,
    table_uuid    uuid,
    commit_number bigint      NOT NULL DEFAULT 0,
    snapshot_id   bigint      NOT NULL DEFAULT 0,
    positions     jsonb       NOT NULL DEFAULT '{}',
    captured      bigint      NOT NULL DEFAULT 0,
    recorded_at   timestamptz,
    judge_from    timestamptz,
    judged_at     timestamptz
);
CREATE INDEX ledger_book_to_judge ON ledger_book (event_type) WHERE judge_from IS NOT NULL;
COMMENT ON TABLE ledger_book IS 'How far the ledger of an event type is. Locked by whoever adds to the ledger of the event type, in order of name. Not a foreign key: a ledger outlives what it speaks of.';
COMMENT ON COLUMN ledger_book.table_uuid IS 'The table that the commits are of; a table made anew has another.';
COMMENT ON COLUMN ledger_book.commit_number IS 'Every commit of the table up to this number is in the ledger, once; the next one is recorded only on top of it. Snapshots above it must not expire.';
COMMENT ON COLUMN ledger_book.positions IS 'How far every shard is in the table as of that commit: {shard: sequence number or "ended"}.';
COMMENT ON COLUMN ledger_book.captured IS 'Records read in all.';
COMMENT ON COLUMN ledger_book.judge_from IS 'From this hour on, counts changed and were not compared since; null when all are.';

CREATE TABLE ledger_captured (
    event_type     text        NOT NULL,
    hour           timestamptz NOT NULL,
    shard          text        NOT NULL,
    read           bigint      NOT NULL,
    in_table       bigint      NOT NULL,
    in_quarantine  bigint      NOT NULL,
    discarded      bigint      NOT NULL,
    first_sequence numeric,
    last_sequence  numeric,
    PRIMARY KEY (event_type, hour, shard)
);
COMMENT ON TABLE ledger_captured IS 'What the lake sink did with the records of a shard that arrived in an hour: the sum of what its snapshots say. Written by the lake sink.';
COMMENT ON COLUMN ledger_captured.shard IS 'The shard; * for all of them, once the details are no longer kept.';
COMMENT ON COLUMN ledger_captured.read IS 'Records read from the stream, counted apart from what became of them.';
COMMENT ON COLUMN ledger_captured.first_sequence IS 'The smallest sequence number read.';

CREATE TABLE ledger_published (
    event_type     text        NOT NULL,
    hour           timestamptz NOT NULL,
    shard          text        NOT NULL,
    slice          smallint    NOT NULL,
    acknowledged   bigint      NOT NULL,
    unknown        bigint      NOT NULL,
    bytes          bigint      NOT NULL,
    first_sequence numeric,
    last_sequence  numeric,
    PRIMARY KEY (event_type, hour, shard, slice)
);
COMMENT ON TABLE ledger_published IS 'What was published through the platform, by the hour of the acknowledgement. A platform that is killed may lose its last second: acknowledged is never too high, but may be too low then. Written by platform-api.';
COMMENT ON COLUMN ledger_published.shard IS 'The shard that took the records; empty for publishes of unknown outcome; * once the details are no longer kept.';
COMMENT ON COLUMN ledger_published.slice IS '0: the first seconds of the hour, 1: most of it, 2: the last seconds. Records around the full hour may count for another hour by the clock of the stream.';
COMMENT ON COLUMN ledger_published.unknown IS 'Publishes whose answer was lost: in the stream or not.';

CREATE TABLE ledger_publisher (
    id         uuid        PRIMARY KEY,
    flushed    bigint      NOT NULL,
    flushed_at timestamptz NOT NULL
);
COMMENT ON TABLE ledger_publisher IS 'How many times a process of platform-api has added its counts: a flush whose outcome is unknown is recognised by its number, so that nothing is added twice.';

CREATE TABLE ledger_note (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_type     text        NOT NULL,
    hour           timestamptz NOT NULL,
    shard          text        NOT NULL,
    kind           text        NOT NULL CHECK (kind IN ('TRIMMED', 'NOT_RECORDED', 'ROLLED_BACK', 'TABLE_REMADE')),
    first_sequence numeric,
    last_sequence  numeric,
    noted_at       timestamptz NOT NULL
);
CREATE INDEX ledger_note_event_type ON ledger_note (event_type, hour);
COMMENT ON TABLE ledger_note IS 'What the counts cannot say: parts of a shard that the stream had dropped before they were read (TRIMMED); commits whose counts are not known (NOT_RECORDED, ROLLED_BACK); a table dropped and made anew. Written by the lake sink.';
COMMENT ON COLUMN ledger_note.first_sequence IS 'Where in the shard it begins; null for its beginning.';
COMMENT ON COLUMN ledger_note.last_sequence IS 'Where it ends; null for the end of the shard.';

CREATE TABLE ledger_finding (
    event_type     text        NOT NULL,
    hour           timestamptz NOT NULL,
    shard          text        NOT NULL,
    kind           text        NOT NULL CHECK (kind IN ('NOT_CAPTURED', 'DROPPED', 'DOUBLED', 'TRIMMED', 'NOT_RECORDED', 'ROLLED_BACK', 'TABLE_REMADE')),
    first_sequence numeric     NOT NULL,
    last_sequence  numeric     NOT NULL,
    records        bigint      NOT NULL,
    found_at       timestamptz NOT NULL,
    PRIMARY KEY (event_type, hour, shard, kind, first_sequence)
);
CREATE INDEX ledger_finding_missing ON ledger_finding (hour, event_type) WHERE records > 0;
COMMENT ON TABLE ledger_finding IS 'Where the ledger does not add up, or cannot say whether it does. Written by platform-api, which compares the counts when they changed.';
COMMENT ON COLUMN ledger_finding.records IS 'How many records are certainly missing; 0 where that is not known.';
