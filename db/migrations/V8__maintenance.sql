-- How the lake tables of an event type are kept, and what is done to keep them so.

ALTER TABLE event_type
    ADD COLUMN retention_days integer CHECK (retention_days BETWEEN 1 AND 36500),
    ADD COLUMN snapshot_retention_hours integer NOT NULL DEFAULT 6 CHECK (snapshot_retention_hours BETWEEN 1 AND 720),
    ADD COLUMN compaction_target_mb integer NOT NULL DEFAULT 128 CHECK (compaction_target_mb BETWEEN 0 AND 1024);
COMMENT ON COLUMN event_type.retention_days IS 'Rows of table and quarantine are deleted when the whole day of their arrival is longer ago than so many times 24 hours; null: never.';
COMMENT ON COLUMN event_type.snapshot_retention_hours IS 'How long a snapshot of the table can be gone back to. What writers and pipelines go on from is kept longer.';
COMMENT ON COLUMN event_type.compaction_target_mb IS 'How large data files are made of many small ones, MiB; 0: they are left as they are.';

CREATE OR REPLACE VIEW lake_assignment AS
SELECT t.name                    AS event_type,
       r.external_name           AS stream,
       t.time_property,
       t.commit_interval_seconds,
       t.generation,
       (SELECT jsonb_agg(jsonb_build_object('version', s.version, 'document', s.document) ORDER BY s.version)
        FROM event_schema s
        WHERE s.event_type = t.name) AS schemas,
       t.retention_days,
       t.snapshot_retention_hours,
       t.compaction_target_mb
FROM event_type t
JOIN resource r ON r.event_type = t.name AND r.kind = 'STREAM' AND r.observed_generation > 0
JOIN resource l ON l.event_type = t.name AND l.kind = 'TABLE' AND l.observed_generation > 0;

CREATE TABLE maintenance_run (
    event_type   text        NOT NULL REFERENCES event_type (name) ON DELETE CASCADE,
    table_role   text        NOT NULL CHECK (table_role IN ('EVENTS', 'QUARANTINE')),
    kind         text        NOT NULL CHECK (kind IN ('RETENTION', 'COMPACTION', 'EXPIRY', 'ORPHANS')),
    state        text        NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED')),
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    percent      integer     NOT NULL CHECK (percent BETWEEN 0 AND 100),
    count_before bigint      NOT NULL,
    count_after  bigint      NOT NULL,
    bytes_before bigint      NOT NULL,
    bytes_after  bigint      NOT NULL,
    message      text        NOT NULL,
    last_done_at timestamptz,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (event_type, table_role, kind),
    CHECK ((state = 'RUNNING') = (ended_at IS NULL))
);
COMMENT ON TABLE maintenance_run IS 'The newest run of each kind of maintenance of each lake table, for people. Written by the lake sink when it can; nobody goes on from it: what is to be done, the table says.';
COMMENT ON COLUMN maintenance_run.table_role IS 'The event type''s table, or that of its rejected records.';
COMMENT ON COLUMN maintenance_run.kind IS 'RETENTION and COMPACTION count data files, EXPIRY snapshots, ORPHANS files at the table''s place.';
COMMENT ON COLUMN maintenance_run.state IS 'RUNNING with an old updated_at: whoever ran it was killed. It does no harm, and is run again.';
COMMENT ON COLUMN maintenance_run.last_done_at IS 'When a run of this kind last ended well.';
