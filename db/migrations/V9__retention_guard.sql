-- Streams that are kept longer than declared while the lake lags, so that nothing expires unread.

CREATE TABLE retention_guard (
    event_type      text        PRIMARY KEY REFERENCES event_type (name) ON DELETE CASCADE,
    retention_hours integer     NOT NULL CHECK (retention_hours BETWEEN 24 AND 8760),
    reason          text        NOT NULL,
    raised_at       timestamptz NOT NULL,
    calm_since      timestamptz
);
COMMENT ON TABLE retention_guard IS 'A row while the provisioner keeps a stream longer than declared, and until it is back. Written by the provisioner only.';
COMMENT ON COLUMN retention_guard.retention_hours IS 'How long the stream is to be kept; what is declared counts when it is more.';
COMMENT ON COLUMN retention_guard.reason IS 'Why, with figures, for people.';
COMMENT ON COLUMN retention_guard.raised_at IS 'When retention_hours last grew.';
COMMENT ON COLUMN retention_guard.calm_since IS 'Since when nothing has been waiting for long; null while something is.';
