package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.TableProperty;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.rejected.Rejections;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.flink.source.IcebergSource;

/**
 * Reads all of an event type: the lake table as one snapshot has it, then each shard from the
 * position that this very snapshot carries. Rows and positions were committed together, so what is
 * in the snapshot is before the position and all else is after it: no gap, no duplicate, whatever
 * the sink commits meanwhile.
 *
 * <p>History comes in the order of the files' earliest event times, and the watermark stands at the
 * earliest event of what is still to be read, so that no window takes history for late. Both phases
 * are in Flink's checkpoints: a job that is killed in either, or between them, goes on exactly.
 *
 * <p>Reading since a moment leaves out, in both phases, what arrived before it.
 *
 * <p>The snapshot must stay until the history is read: pin it. The stream must keep what follows
 * it; when it did not, reading fails with a {@link PositionExpiredException}.
 */
public final class HistoryThenLive {
  /** One file a split: several in one would be as early as the earliest of them. */
  private static final String NEVER_COMBINE = Long.toString(TableProperties.SPLIT_SIZE_DEFAULT);

  private HistoryThenLive() {}

  /**
   * The source. Its rows have the columns of the read, in their order.
   *
   * @param lake travels to where Flink reads
   * @param streams travels to where Flink reads
   * @param rejections where events go that the operators behind cannot deal with
   * @throws LakeException {@code SCHEMA_BEHIND} if the table does not know the newest schema
   *     version yet; {@code TABLE_MISSING}
   */
  public static Source<RowData, ?, ?> source(
      EventTypeRead read,
      ReadOrigin origin,
      LakeAccess lake,
      StreamsFactory streams,
      Rejections rejections) {
    HistoryColumns columns = HistoryColumns.of(read.columns(), origin.since());
    return new SequenceSource(
        read,
        origin,
        lake,
        streams,
        rejections,
        columns,
        origin.snapshotId() == null ? null : files(read, origin, lake, columns));
  }

  private static IcebergSource<RowData> files(
      EventTypeRead read, ReadOrigin origin, LakeAccess lake, HistoryColumns columns) {
    IcebergSource.Builder<RowData> files =
        IcebergSource.forRowData()
            .tableLoader(new LakeTableLoader(lake, read.eventType()))
            .useSnapshotId(origin.snapshotId())
            .project(columns(read, lake, columns))
            .watermarkColumn(Envelope.TIME)
            .set("split-file-open-cost", NEVER_COMBINE);
    Instant since = origin.since();
    if (since != null) {
      files.filters(
          List.of(
              Expressions.greaterThanOrEqual(
                  Envelope.INGESTED_AT, ChronoUnit.MICROS.between(Instant.EPOCH, since))));
    }
    return files.build();
  }

  private static Schema columns(EventTypeRead read, LakeAccess lake, HistoryColumns columns) {
    try (LakeCatalog catalog = lake.open()) {
      Table table = catalog.load(read.eventType());
      if (TableProperty.schemaVersion(table) < read.newestVersion()) {
        throw new LakeException(
            LakeException.Code.SCHEMA_BEHIND,
            "The table of "
                + read.eventType()
                + " does not know schema version "
                + read.newestVersion()
                + " yet");
      }
      return columns.resolve(read.columns(), table);
    }
  }
}
