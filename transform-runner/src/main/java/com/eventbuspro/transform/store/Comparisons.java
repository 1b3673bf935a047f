package com.eventbuspro.transform.store;

import com.eventbuspro.model.pipeline.PipelineName;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How candidates differ from what they are to replace; written only while the lease is held. */
public final class Comparisons {
  private final DataSource database;
  private final Lease lease;

  /** Over the platform's database. */
  public Comparisons(DataSource database, Lease lease) {
    this.database = database;
    this.lease = lease;
  }

  /**
   * What a sample of two tables differs in.
   *
   * @param comparedRows how many rows of both were compared
   * @param equalRows how many of the one are in the other
   * @param onlyCurrentRows how many only the current table has
   * @param onlyCandidateRows how many only the candidate has
   * @param complete whether it is all rows, not a sample
   * @param samples some of those that only one has
   */
  public record Comparison(
      long comparedRows,
      long equalRows,
      long onlyCurrentRows,
      long onlyCandidateRows,
      boolean complete,
      List<Sample> samples) {
    /** Of tables that could not be compared. */
    public static final Comparison NOTHING = new Comparison(0, 0, 0, 0, false, List.of());

    public Comparison {
      samples = List.copyOf(samples);
    }
  }

  /**
   * A row that only one of the tables has.
   *
   * @param change which one
   * @param row its values as text
   */
  public record Sample(Change change, Map<String, @Nullable String> row) {}

  /** Which table has a row. */
  public enum Change {
    /** The one that people read. */
    ONLY_CURRENT,
    /** The one that is to replace it. */
    ONLY_CANDIDATE
  }

  /** Whether a candidate was compared, and so was live. */
  public boolean exists(PipelineName pipeline, int version) {
    return !Sql.query(
            database,
            "look for a comparison",
            "SELECT 1 FROM pipeline_comparison WHERE pipeline = ? AND version = ?",
            row -> row.getInt(1),
            pipeline.value(),
            version)
        .isEmpty();
  }

  /** Keeps what a candidate differs in, in place of what was kept. */
  public void write(PipelineName pipeline, int version, Comparison comparison) {
    var unused =
        lease.fenced(
            "keep a comparison",
            connection ->
                Sql.update(
                    connection,
                    """
                    INSERT INTO pipeline_comparison (pipeline, version, details, compared_at)
                    SELECT name, ?, ?::jsonb, now() FROM pipeline WHERE name = ?
                    ON CONFLICT (pipeline, version) DO UPDATE
                    SET details = excluded.details, compared_at = excluded.compared_at
                    """,
                    version,
                    StoredJson.write(comparison),
                    pipeline.value()));
  }
}
