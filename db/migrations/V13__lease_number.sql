-- A step of its own: a later holder of the lease must be told from an earlier one that only seems gone.
ALTER TABLE transform_runner_lease ADD COLUMN number bigint NOT NULL DEFAULT 0 CHECK (number >= 0);
COMMENT ON COLUMN transform_runner_lease.number IS 'Grows with each holder; about the milliseconds since 1970 when it was taken. Lake tables that pipelines write name the one whose job may commit.';

ALTER TABLE pipeline_run ADD COLUMN lease_number bigint NOT NULL DEFAULT 0 CHECK (lease_number >= 0);
COMMENT ON COLUMN pipeline_run.lease_number IS 'The lease under which job_id was made up. Whoever holds another one gives a run that never ran another job_id: the first may yet be submitted.';
