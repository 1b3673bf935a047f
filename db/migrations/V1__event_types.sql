-- What people declare. The control plane's truth: everything else is derived from it by reconciliation.

CREATE TABLE event_type (
    name                    text        PRIMARY KEY
        CHECK (name ~ '^[a-z][a-z0-9_]{0,62}\.[a-z][a-z0-9_]{0,62}$'),
    owner                   text        NOT NULL CHECK (owner ~ '^[a-z][a-z0-9-]{0,62}$'),
    description             text        NOT NULL,
    partition_key           text,
    time_property           text,
    commit_interval_seconds integer     NOT NULL DEFAULT 10 CHECK (commit_interval_seconds BETWEEN 1 AND 3600),
    shards                  integer     NOT NULL DEFAULT 1 CHECK (shards BETWEEN 1 AND 1000),
    stream_retention_hours  integer     NOT NULL DEFAULT 24 CHECK (stream_retention_hours BETWEEN 24 AND 8760),
    generation              bigint      NOT NULL DEFAULT 1 CHECK (generation > 0),
    created_at              timestamptz NOT NULL,
    created_by              text        NOT NULL,
    modified_at             timestamptz NOT NULL,
    modified_by             text        NOT NULL
);
COMMENT ON TABLE event_type IS 'An event type: the contract between those who publish and those who read. One row is all a producer declares.';
COMMENT ON COLUMN event_type.name IS 'domain.event; also the SQL table and, prefixed by environment, the stream.';
COMMENT ON COLUMN event_type.owner IS 'The team that owns it.';
COMMENT ON COLUMN event_type.description IS 'What the event means, for people who search the catalog.';
COMMENT ON COLUMN event_type.partition_key IS 'JSON Pointer to the value in data used as the partition key; null means the event id.';
COMMENT ON COLUMN event_type.time_property IS 'Name of the top-level property that holds the event time; null means the CloudEvents time, else the arrival.';
COMMENT ON COLUMN event_type.commit_interval_seconds IS 'How old the oldest uncommitted record may get before the lake sink commits.';
COMMENT ON COLUMN event_type.shards IS 'Desired number of open shards of the stream.';
COMMENT ON COLUMN event_type.stream_retention_hours IS 'Desired retention of the stream.';
COMMENT ON COLUMN event_type.generation IS 'Grows with every change of the declaration, schema versions included; conditions say which generation they saw.';

CREATE TABLE event_schema (
    event_type  text        NOT NULL REFERENCES event_type (name),
    version     integer     NOT NULL CHECK (version > 0),
    document    text        NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL,
    PRIMARY KEY (event_type, version)
);
COMMENT ON TABLE event_schema IS 'The schema versions of an event type. Rows are never changed.';
COMMENT ON COLUMN event_schema.document IS 'JSON Schema 2020-12 text, as registered.';

CREATE TABLE event_type_condition (
    event_type          text        NOT NULL REFERENCES event_type (name),
    type                text        NOT NULL
        CHECK (type IN ('StreamReady', 'TableReady', 'AccessReady', 'Capturing')),
    status              text        NOT NULL CHECK (status IN ('TRUE', 'FALSE', 'UNKNOWN')),
    reason              text        NOT NULL CHECK (reason ~ '^[A-Z][A-Za-z]*$'),
    message             text        NOT NULL,
    observed_generation bigint      NOT NULL,
    changed_at          timestamptz NOT NULL,
    PRIMARY KEY (event_type, type)
);
COMMENT ON TABLE event_type_condition IS 'How things are. StreamReady, TableReady, AccessReady are written by the provisioner, Capturing by the lake sink.';
COMMENT ON COLUMN event_type_condition.reason IS 'One CamelCase word for machines.';
COMMENT ON COLUMN event_type_condition.message IS 'Why, and what to do next, for people.';
COMMENT ON COLUMN event_type_condition.changed_at IS 'When status last changed.';

CREATE VIEW event_type_readiness AS
SELECT t.name AS event_type,
       CASE
           WHEN count(c.*) FILTER (WHERE c.status = 'TRUE') = 4 THEN 'TRUE'
           WHEN count(c.*) FILTER (WHERE c.status = 'FALSE') > 0 THEN 'FALSE'
           ELSE 'UNKNOWN'
       END AS ready,
       max(c.changed_at) AS changed_at
FROM event_type t
LEFT JOIN event_type_condition c ON c.event_type = t.name
GROUP BY t.name;
COMMENT ON VIEW event_type_readiness IS 'Ready is true when all four conditions are.';
