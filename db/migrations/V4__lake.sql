-- What the lake sink reads (its assignments) and where the Iceberg JDBC catalog keeps its tables.

CREATE SCHEMA lake_catalog;
COMMENT ON SCHEMA lake_catalog IS 'Owned by the Iceberg JDBC catalog, which makes its own tables here.';

CREATE VIEW lake_assignment AS
SELECT t.name                    AS event_type,
       r.external_name           AS stream,
       t.time_property,
       t.commit_interval_seconds,
       t.generation,
       (SELECT jsonb_agg(jsonb_build_object('version', s.version, 'document', s.document) ORDER BY s.version)
        FROM event_schema s
        WHERE s.event_type = t.name) AS schemas
FROM event_type t
JOIN resource r ON r.event_type = t.name AND r.kind = 'STREAM' AND r.observed_generation > 0
JOIN resource l ON l.event_type = t.name AND l.kind = 'TABLE' AND l.observed_generation > 0;
COMMENT ON VIEW lake_assignment IS 'Event types whose stream and table exist: what the lake sink captures. The data plane''s only view of the control plane.';
