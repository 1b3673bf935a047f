-- How far the lake sink is with every event type: for people, and for whoever keeps the streams' retention.

CREATE TABLE lake_sink (
    id         text        PRIMARY KEY,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
COMMENT ON TABLE lake_sink IS 'The JVMs of the lake sink. One row is written every few seconds, however many event types there are.';
COMMENT ON COLUMN lake_sink.seen_at IS 'When it last said that it lives; what it said of event types holds until then.';

CREATE TABLE capture_status (
    event_type          text        NOT NULL REFERENCES event_type (name) ON DELETE CASCADE,
    part                integer     NOT NULL CHECK (part >= 0),
    sink                text        NOT NULL REFERENCES lake_sink (id),
    unread_since        timestamptz,
    uncommitted_records bigint      NOT NULL CHECK (uncommitted_records >= 0),
    last_commit_at      timestamptz,
    last_commit_rows    bigint,
    last_commit_millis  bigint,
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (event_type, part)
);
CREATE INDEX capture_status_sink ON capture_status (sink);
COMMENT ON TABLE capture_status IS 'How far each part of an event type''s shards is in the lake. Written by the lake sink when it changes.';
COMMENT ON COLUMN capture_status.part IS 'Which subtask of the sink; usually all shards of an event type are one part.';
COMMENT ON COLUMN capture_status.unread_since IS 'Everything that arrived before is in the lake. Null: nothing is waiting, so that is true of everything until the sink was last seen.';
COMMENT ON COLUMN capture_status.uncommitted_records IS 'Taken from the stream and not in the lake yet.';

CREATE VIEW event_type_capture AS
SELECT t.name                                                   AS event_type,
       coalesce(c.unread_since, t.created_at)                   AS unread_since,
       c.seen_at,
       c.uncommitted_records,
       c.last_commit_at,
       c.last_commit_rows,
       c.last_commit_millis,
       r.retention_hours,
       coalesce(c.unread_since, t.created_at) + make_interval(hours => r.retention_hours) AS expires_unread_at
FROM event_type t
LEFT JOIN (
    SELECT p.event_type,
           min(coalesce(p.unread_since, s.seen_at)) AS unread_since,
           min(s.seen_at)                           AS seen_at,
           sum(p.uncommitted_records)::bigint       AS uncommitted_records,
           max(p.last_commit_at)                    AS last_commit_at,
           (array_agg(p.last_commit_rows ORDER BY p.last_commit_at DESC NULLS LAST))[1]   AS last_commit_rows,
           (array_agg(p.last_commit_millis ORDER BY p.last_commit_at DESC NULLS LAST))[1] AS last_commit_millis
    FROM capture_status p
    JOIN lake_sink s ON s.id = p.sink
    GROUP BY p.event_type
) c ON c.event_type = t.name
LEFT JOIN (
    SELECT event_type, (observed ->> 'retention_hours')::integer AS retention_hours
    FROM resource
    WHERE kind = 'STREAM' AND made_at IS NOT NULL
) r ON r.event_type = t.name;
COMMENT ON VIEW event_type_capture IS 'Every event type: everything that arrived before unread_since is in the lake, whatever became of the sink since. Compare with the clock.';
COMMENT ON COLUMN event_type_capture.seen_at IS 'When the sink last spoke of it; null: never.';
COMMENT ON COLUMN event_type_capture.retention_hours IS 'What the stream has, not what is declared; null: there is no stream yet.';
COMMENT ON COLUMN event_type_capture.expires_unread_at IS 'When the oldest record that may be unread leaves the stream.';
