-- Pipelines: what data scientists declare, and what the transform-runner makes of it.

-- Whatever waits for this lock keeps all who read event types waiting behind it: rather fail, and be tried again.
SET LOCAL lock_timeout = '10s';

ALTER TABLE event_type
    ADD COLUMN out_of_orderness_seconds integer NOT NULL DEFAULT 5 CHECK (out_of_orderness_seconds BETWEEN 0 AND 86400);
COMMENT ON COLUMN event_type.out_of_orderness_seconds IS 'How much later than newer ones an event may arrive and still count in windows of pipelines.';

CREATE TABLE pipeline (
    name        text        PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    owner       text        NOT NULL CHECK (owner ~ '^[a-z][a-z0-9-]{0,62}$'),
    purpose     text        NOT NULL,
    desired     text        NOT NULL CHECK (desired IN ('RUNNING', 'PAUSED', 'DELETED')),
    version     integer     NOT NULL CHECK (version > 0),
    switch_to   integer,
    generation  bigint      NOT NULL DEFAULT 1 CHECK (generation > 0),
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    modified_at timestamptz NOT NULL,
    modified_by text        NOT NULL
);
COMMENT ON TABLE pipeline IS 'A pipeline as it is wanted. Written by platform-api; the transform-runner removes the row of a DELETED one when nothing of it runs any more.';
COMMENT ON COLUMN pipeline.purpose IS 'What it is for, for people.';
COMMENT ON COLUMN pipeline.version IS 'The version that is wanted.';
COMMENT ON COLUMN pipeline.switch_to IS 'The candidate''s version, once somebody asked to switch to it; cleared by the transform-runner when done.';
COMMENT ON COLUMN pipeline.generation IS 'Grows with every change of what is wanted.';

CREATE TABLE pipeline_version (
    pipeline          text        NOT NULL REFERENCES pipeline (name) ON DELETE CASCADE,
    version           integer     NOT NULL CHECK (version > 0),
    sql               text        NOT NULL,
    start             text        NOT NULL,
    destination       jsonb       NOT NULL,
    state_hours       integer     NOT NULL CHECK (state_hours BETWEEN 1 AND 8760),
    parallelism       integer     NOT NULL CHECK (parallelism BETWEEN 1 AND 128),
    reads             text[]      NOT NULL,
    on_incompatible   text        NOT NULL CHECK (on_incompatible IN ('BACKFILL', 'DROP_STATE')),
    analysis          jsonb       NOT NULL DEFAULT '{}',
    reason            text        NOT NULL,
    created_at        timestamptz NOT NULL,
    created_by        text        NOT NULL,
    PRIMARY KEY (pipeline, version)
);
CREATE INDEX pipeline_version_reads ON pipeline_version USING gin (reads);
COMMENT ON TABLE pipeline_version IS 'What a pipeline was at each change. Rows are never changed. A roll-back is a new version that says the same as an old one.';
COMMENT ON COLUMN pipeline_version.start IS 'history, now, or a timestamp of RFC 3339 in UTC.';
COMMENT ON COLUMN pipeline_version.destination IS '{"type": "event_type", "name"} | {"type": "lake_table", "name", "key": [..]} | {"type": "webhook", "url"}.';
COMMENT ON COLUMN pipeline_version.state_hours IS 'How long state is kept that is not touched.';
COMMENT ON COLUMN pipeline_version.reads IS 'The event types that the SQL reads.';
COMMENT ON COLUMN pipeline_version.on_incompatible IS 'When the state of the version before it cannot be gone on with: BACKFILL runs it beside that one until somebody switches, DROP_STATE begins without state where that one stopped.';
COMMENT ON COLUMN pipeline_version.analysis IS 'What the transform-runner said of the SQL: {"columns", "reads", "changes", "warnings"}. For lineage.';
COMMENT ON COLUMN pipeline_version.reason IS 'Why it was changed, for people.';

CREATE TABLE pipeline_secret (
    pipeline text PRIMARY KEY REFERENCES pipeline (name) ON DELETE CASCADE,
    secret   text NOT NULL
);
COMMENT ON TABLE pipeline_secret IS 'What webhooks are signed with; shown once when the pipeline is made, never logged.';

ALTER TABLE event_type ADD COLUMN pipeline text;
COMMENT ON COLUMN event_type.pipeline IS 'The pipeline that writes it, if it is derived; nobody else may publish. Not a foreign key: the history outlives the pipeline.';

CREATE TABLE pipeline_lake_table (
    name     text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,62}\.[a-z][a-z0-9_]{0,62}$'),
    pipeline text NOT NULL,
    owner    text NOT NULL
);
COMMENT ON TABLE pipeline_lake_table IS 'Names of lake tables that pipelines write and that are no event types; kept when the pipeline is deleted, as the table is. Written by platform-api.';
COMMENT ON COLUMN pipeline_lake_table.owner IS 'The team of the pipeline: no other team may make a pipeline of that name and go on writing the table.';

CREATE TABLE pipeline_lake_column (
    lake_table    text    NOT NULL REFERENCES pipeline_lake_table (name) ON DELETE CASCADE,
    name          text    NOT NULL,
    event_type    text    NOT NULL,
    source_column text    NOT NULL,
    personal      boolean NOT NULL,
    PRIMARY KEY (lake_table, name, event_type, source_column)
);
COMMENT ON TABLE pipeline_lake_column IS 'What the columns of pipelines'' lake tables come from, over all versions that ever wrote them: rows outlive versions and pipelines. Written by platform-api, never deleted.';
COMMENT ON COLUMN pipeline_lake_column.event_type IS 'An event type that it depends on, with source_column; both empty: on none, or nobody knows.';
COMMENT ON COLUMN pipeline_lake_column.personal IS 'Whether some version had personal data in the column. It is also personal while a source_column is.';

CREATE TABLE pipeline_run (
    id            uuid        PRIMARY KEY,
    pipeline      text        NOT NULL,
    version       integer     NOT NULL,
    generation    bigint      NOT NULL,
    role          text        NOT NULL CHECK (role IN ('CURRENT', 'CANDIDATE')),
    state         text        NOT NULL CHECK (state IN ('STARTING', 'RUNNING', 'STOPPING', 'ENDED')),
    job_id        text        NOT NULL,
    origins       jsonb       NOT NULL,
    fingerprint   text        NOT NULL,
    restored_from text,
    savepoint     text,
    end_reason    text,
    started_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    CHECK ((state = 'ENDED') = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX pipeline_run_alive ON pipeline_run (pipeline, role) WHERE state <> 'ENDED';
CREATE INDEX pipeline_run_pipeline ON pipeline_run (pipeline, started_at);
COMMENT ON TABLE pipeline_run IS 'Every Flink job of every pipeline, recorded before it is submitted. Written by the transform-runner only.';
COMMENT ON COLUMN pipeline_run.generation IS 'The generation of the pipeline that it was last acted on for.';
COMMENT ON COLUMN pipeline_run.role IS 'CANDIDATE: a version that is backfilled beside the CURRENT one.';
COMMENT ON COLUMN pipeline_run.origins IS 'For each event type read: {"snapshot_id"?, "pin"?, "start"}: where a job without restored state begins, decided once.';
COMMENT ON COLUMN pipeline_run.fingerprint IS 'Of the stateful part of the plan: state is gone on with only where it is equal.';
COMMENT ON COLUMN pipeline_run.restored_from IS 'The checkpoint or savepoint that it began with.';
COMMENT ON COLUMN pipeline_run.savepoint IS 'The savepoint or checkpoint that it ended with, if it got so far.';
COMMENT ON COLUMN pipeline_run.end_reason IS 'Why it ended, one CamelCase word.';

CREATE TABLE pipeline_comparison (
    pipeline    text        NOT NULL REFERENCES pipeline (name) ON DELETE CASCADE,
    version     integer     NOT NULL,
    details     jsonb       NOT NULL,
    compared_at timestamptz NOT NULL,
    PRIMARY KEY (pipeline, version)
);
COMMENT ON TABLE pipeline_comparison IS 'How a candidate''s rows differ from those of the version that it is to replace, for people before they switch. Written by the transform-runner once the candidate is live.';
COMMENT ON COLUMN pipeline_comparison.details IS '{"compared_rows", "equal_rows", "only_current_rows", "only_candidate_rows", "complete", "samples": [{"change": "ONLY_CURRENT" | "ONLY_CANDIDATE", "row": {..}}]}.';

CREATE TABLE pipeline_status (
    pipeline    text        PRIMARY KEY REFERENCES pipeline (name) ON DELETE CASCADE,
    generation  bigint      NOT NULL,
    phase       text        NOT NULL
        CHECK (phase IN ('WAITING', 'STARTING', 'BACKFILLING', 'LIVE', 'PAUSING', 'PAUSED', 'FAILING', 'DELETING')),
    reason      text        NOT NULL CHECK (reason ~ '^[A-Z][A-Za-z]*$'),
    message     text        NOT NULL,
    details     jsonb       NOT NULL,
    changed_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
COMMENT ON TABLE pipeline_status IS 'How pipelines are. Written by the transform-runner only.';
COMMENT ON COLUMN pipeline_status.generation IS 'The generation of the pipeline that it speaks of.';
COMMENT ON COLUMN pipeline_status.reason IS 'One CamelCase word for machines.';
COMMENT ON COLUMN pipeline_status.message IS 'Why, and what to do next, for people.';
COMMENT ON COLUMN pipeline_status.details IS 'Figures; see the Javadoc of com.eventbuspro.model.pipeline.PipelineFigures.';
COMMENT ON COLUMN pipeline_status.changed_at IS 'When the phase last changed.';

CREATE TABLE pipeline_quarantine (
    pipeline   text        NOT NULL,
    version    integer     NOT NULL,
    event_type text        NOT NULL,
    shard      text        NOT NULL,
    sequence   text        NOT NULL,
    cause      text        NOT NULL,
    message    text        NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (pipeline, version, event_type, shard, sequence)
);
CREATE INDEX pipeline_quarantine_newest ON pipeline_quarantine (pipeline, at);
CREATE INDEX pipeline_quarantine_at ON pipeline_quarantine (at);
COMMENT ON TABLE pipeline_quarantine IS 'Events that a pipeline could not deal with and went on without: where they are in the stream and the lake, and why. Written by the transform-runner; platform-api removes what is older than 30 days.';

CREATE VIEW transform_source AS
SELECT t.name AS event_type,
       r.external_name AS stream,
       t.time_property,
       t.partition_key,
       t.out_of_orderness_seconds,
       t.generation,
       (SELECT jsonb_agg(jsonb_build_object('version', s.version, 'document', s.document) ORDER BY s.version)
        FROM event_schema s
        WHERE s.event_type = t.name) AS schemas,
       coalesce((SELECT c.status = 'TRUE' FROM event_type_condition c WHERE c.event_type = t.name AND c.type = 'StreamReady'), false)
           AS stream_ready,
       coalesce((SELECT c.status = 'TRUE' FROM event_type_condition c WHERE c.event_type = t.name AND c.type = 'TableReady'), false)
           AS table_ready
FROM event_type t
LEFT JOIN resource r ON r.event_type = t.name AND r.kind = 'STREAM';
COMMENT ON VIEW transform_source IS 'The event types that SQL may read. All that the transform-runner reads of the control plane is this, pipeline_assignment, the versions of pipelines and the secrets of their webhooks.';

CREATE VIEW pipeline_assignment AS
SELECT p.name AS pipeline,
       p.owner,
       p.desired,
       p.generation,
       p.version,
       p.switch_to,
       v.sql,
       v.start,
       v.destination,
       v.state_hours,
       v.parallelism,
       v.on_incompatible
FROM pipeline p
JOIN pipeline_version v ON v.pipeline = p.name AND v.version = p.version;
COMMENT ON VIEW pipeline_assignment IS 'What the transform-runner is to run.';

CREATE TABLE transform_runner_lease (
    id         boolean     PRIMARY KEY DEFAULT true CHECK (id),
    holder     text        NOT NULL,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE transform_runner_lease IS 'Which transform-runner acts on pipelines; one row at most.';
