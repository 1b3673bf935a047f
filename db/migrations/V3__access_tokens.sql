CREATE TABLE access_token (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text        NOT NULL UNIQUE CHECK (name <> ''),
    role         text        NOT NULL CHECK (role IN ('ENGINEER', 'SCIENTIST', 'AUDITOR', 'ADMIN')),
    team         text,
    token_hash   bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz
);
COMMENT ON TABLE access_token IS 'Bearer tokens. Only their SHA-256 is kept: a token has 256 random bits, so it needs no salt.';
COMMENT ON COLUMN access_token.name IS 'Who, in audit records.';
COMMENT ON COLUMN access_token.team IS 'The team a token speaks for; null means every team.';
