-- Who asked for what to be taken out of quarantine. What was done is what the tables say.

CREATE TABLE redrive (
    id           uuid        PRIMARY KEY,
    number       bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    event_type   text        NOT NULL REFERENCES event_type (name),
    action       text        NOT NULL CHECK (action IN ('REDRIVE', 'DISCARD')),
    selection    jsonb       NOT NULL,
    reason       text        NOT NULL,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    state        text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
    message      text        NOT NULL DEFAULT '',
    taken        bigint      NOT NULL DEFAULT 0,
    failing      bigint      NOT NULL DEFAULT 0,
    finished_at  timestamptz,
    attempts     integer     NOT NULL DEFAULT 0,
    next_run_at  timestamptz NOT NULL,
    locked_by    text,
    locked_until timestamptz,
    CHECK ((locked_by IS NULL) = (locked_until IS NULL)),
    CHECK ((finished_at IS NOT NULL) = (state IN ('DONE', 'FAILED')))
);
CREATE INDEX redrive_event_type ON redrive (event_type, number);
CREATE INDEX redrive_open ON redrive (next_run_at) WHERE finished_at IS NULL;
COMMENT ON TABLE redrive IS 'Requests to re-drive or discard records in quarantine; work queue and status in one. Written by platform-api only.';
COMMENT ON COLUMN redrive.id IS 'Stands in the summary of every snapshot that was made for it.';
COMMENT ON COLUMN redrive.number IS 'Grows with time: the order of lists.';
COMMENT ON COLUMN redrive.selection IS 'Which records are meant, as the request said.';
COMMENT ON COLUMN redrive.message IS 'Why it failed, or why the last try did, for people.';
COMMENT ON COLUMN redrive.taken IS 'Records that left quarantine by it, as last seen in the table: a copy for reading, never decided by.';
COMMENT ON COLUMN redrive.failing IS 'Records of the last run that were read and rejected again.';
COMMENT ON COLUMN redrive.attempts IS 'Failed runs in a row.';
COMMENT ON COLUMN redrive.locked_by IS 'Fencing token of the run that holds the row; a run whose token is gone may write nothing.';
COMMENT ON COLUMN redrive.locked_until IS 'A run holds the row until then; a dead replica loses it.';
