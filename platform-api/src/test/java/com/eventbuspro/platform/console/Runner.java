package com.eventbuspro.platform.console;

import com.eventbuspro.platform.TestPlatform;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Says in the database what a transform-runner would say there. */
final class Runner {
  private final TestPlatform platform;

  Runner(TestPlatform platform) {
    this.platform = platform;
  }

  /** How a pipeline is, by its newest generation. */
  void observe(String pipeline, String phase, String message, String figures) throws SQLException {
    run(
        """
        INSERT INTO pipeline_status
        SELECT name, generation, ?, 'Observed', ?, ?::jsonb, now(), now() FROM pipeline WHERE name = ?
        ON CONFLICT (pipeline) DO UPDATE SET generation = excluded.generation,
          phase = excluded.phase, message = excluded.message, details = excluded.details,
          changed_at = excluded.changed_at, updated_at = excluded.updated_at
        """,
        phase,
        message,
        figures,
        pipeline);
  }

  /** A job of a pipeline. */
  void submit(String pipeline, int version, String role) throws SQLException {
    run(
        """
        INSERT INTO pipeline_run (id, pipeline, generation, version, role, state, job_id, origins,
          fingerprint, started_at)
        SELECT gen_random_uuid(), name, generation, ?::integer, ?, 'RUNNING', md5(random()::text),
          '{}', 'f', now()
        FROM pipeline WHERE name = ?
        """,
        "" + version,
        role,
        pipeline);
  }

  /** An event that a pipeline went on without. */
  void quarantine(String pipeline, String eventType, String sequence, String message)
      throws SQLException {
    run(
        """
        INSERT INTO pipeline_quarantine
        VALUES (?, 1, ?, 'shardId-000000000000', ?, 'CAST_FAILED', ?, now())
        """,
        pipeline,
        eventType,
        sequence,
        message);
  }

  /** How a candidate differs: by one row that only the current version has. */
  void compare(String pipeline, int version, String row) throws SQLException {
    run(
        """
        INSERT INTO pipeline_comparison VALUES (?, ?::integer, jsonb_build_object(
          'compared_rows', 11, 'equal_rows', 10, 'only_current_rows', 1, 'only_candidate_rows', 0,
          'complete', true, 'samples', jsonb_build_array(
            jsonb_build_object('change', 'ONLY_CURRENT', 'row', ?::jsonb))), now())
        """,
        pipeline,
        "" + version,
        row);
  }

  /** Nothing of a pipeline runs any more. */
  void forget(String pipeline) throws SQLException {
    run("DELETE FROM pipeline WHERE name = ? AND desired = 'DELETED'", pipeline);
  }

  private void run(String sql, String... values) throws SQLException {
    try (Connection connection = platform.database().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
