-- What exists in AWS for the event types, and the memory of every change.

CREATE TABLE resource (
    id                  text        PRIMARY KEY,
    kind                text        NOT NULL CHECK (kind IN ('STREAM', 'BUCKET', 'TABLE', 'ROLE')),
    event_type          text        REFERENCES event_type (name),
    owner               text        NOT NULL,
    external_name       text        NOT NULL,
    external_id         text,
    state               text        NOT NULL DEFAULT 'PENDING'
        CHECK (state IN ('PENDING', 'WAITING', 'SETTLED', 'FAILED', 'BLOCKED')),
    reason              text        NOT NULL DEFAULT '',
    state_since         timestamptz NOT NULL DEFAULT now(),
    desired_generation  bigint      NOT NULL,
    observed_generation bigint      NOT NULL DEFAULT 0,
    observed            jsonb,
    difference          jsonb       NOT NULL DEFAULT '[]',
    intent              text        CHECK (intent IN ('CREATE', 'UPDATE', 'DELETE')),
    intent_change       jsonb,
    intent_at           timestamptz,
    made_at             timestamptz,
    attempts            integer     NOT NULL DEFAULT 0,
    next_run_at         timestamptz NOT NULL,
    locked_by           text,
    locked_until        timestamptz,
    created_at          timestamptz NOT NULL,
    modified_at         timestamptz NOT NULL,
    CHECK ((intent IS NULL) = (intent_change IS NULL)),
    CHECK ((locked_by IS NULL) = (locked_until IS NULL))
);
CREATE INDEX resource_due ON resource (next_run_at);
CREATE INDEX resource_event_type ON resource (event_type);
COMMENT ON TABLE resource IS 'One row per real thing the platform keeps: work queue, memory and inventory in one. Written by the provisioner only.';
COMMENT ON COLUMN resource.id IS 'kind:name, for example stream:payments.card_settled or bucket:lake.';
COMMENT ON COLUMN resource.external_name IS 'The deterministic name in AWS (or namespace.table in the lake).';
COMMENT ON COLUMN resource.external_id IS 'ARN or table UUID once observed.';
COMMENT ON COLUMN resource.state IS 'The last verdict.';
COMMENT ON COLUMN resource.reason IS 'What is awaited, what failed or why it is blocked, for people.';
COMMENT ON COLUMN resource.difference IS 'What desired and observed disagreed on at the last run: [{path, desired, observed}].';
COMMENT ON COLUMN resource.intent IS 'Recorded before a change is asked of AWS, cleared after its outcome is known.';
COMMENT ON COLUMN resource.state_since IS 'When state last changed.';
COMMENT ON COLUMN resource.intent_change IS 'What the intent is to change, as its audit record will say: {action, reason, differences}.';
COMMENT ON COLUMN resource.intent_at IS 'When the last intent was recorded; kept when the intent is cleared.';
COMMENT ON COLUMN resource.made_at IS 'When the platform made the thing that now exists; null while none exists.';
COMMENT ON COLUMN resource.attempts IS 'Failed runs in a row; cleared by a success or a new generation.';
COMMENT ON COLUMN resource.locked_by IS 'Fencing token of the run that holds the row; a run whose token is gone may write nothing.';
COMMENT ON COLUMN resource.next_run_at IS 'When the next run is due: a wait, a back-off or the recheck for drift.';
COMMENT ON COLUMN resource.locked_until IS 'A run holds the row until then; a dead replica loses it.';

CREATE TABLE audit_record (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor        text        NOT NULL,
    action       text        NOT NULL,
    subject      text        NOT NULL,
    event_type   text,
    outcome      text        NOT NULL CHECK (outcome IN ('DONE', 'DENIED', 'FAILED', 'UNKNOWN')),
    reason       text        NOT NULL,
    before_state jsonb,
    after_state  jsonb,
    trace_id     text
);
CREATE INDEX audit_record_event_type ON audit_record (event_type, id);
COMMENT ON TABLE audit_record IS 'Who changed what, when, why, before and after; denied changes too. Rows are only ever added.';
COMMENT ON COLUMN audit_record.actor IS 'A token''s name, or service:provisioner, service:lake-sink.';
COMMENT ON COLUMN audit_record.action IS 'Verb and kind, for example event_type.register or stream.create.';
COMMENT ON COLUMN audit_record.event_type IS 'Not a foreign key: the record outlives what it speaks of.';

CREATE FUNCTION audit_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit records are only ever added';
END $$;
CREATE TRIGGER audit_record_append_only BEFORE UPDATE OR DELETE ON audit_record
    FOR EACH STATEMENT EXECUTE FUNCTION audit_record_is_append_only();
