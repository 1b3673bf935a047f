package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.source.Spread;
import com.eventbuspro.streams.source.StreamDirectory;
import com.eventbuspro.streams.source.StreamOrigin;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.streams.source.StreamsSource;
import com.eventbuspro.streams.source.Tuning;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.source.IcebergSource;
import org.jspecify.annotations.Nullable;

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
 * <p>The snapshot must stay until the history is read, and the stream must keep what follows it:
 * pin the one and watch the other.
 */
public final class HistoryThenLive {
  /** One file a split: several in one would be as early as the earliest of them. */
  private static final String NEVER_COMBINE = Long.toString(TableProperties.SPLIT_SIZE_DEFAULT);

  private HistoryThenLive() {}

  /**
   * The source.
   *
   * @param snapshotId the snapshot of the lake table to read; null when the table has none yet
   */
  public static Source<RowData, ?, ?> source(
      EventTypeRead read, LakeAccess lake, StreamsFactory streams, @Nullable Long snapshotId) {
    if (snapshotId == null) {
      return live(read, streams, Map.of());
    }
    return HybridSource.builder(history(read, lake, snapshotId))
        .addSource(live(read, streams, positions(read, lake, snapshotId)))
        .build();
  }

  private static HistorySource history(EventTypeRead read, LakeAccess lake, long snapshotId) {
    return new HistorySource(
        IcebergSource.forRowData()
            .tableLoader(new LakeTableLoader(lake, read.eventType()))
            .useSnapshotId(snapshotId)
            .project(read.columns())
            .watermarkColumn(Envelope.TIME)
            .set("split-file-open-cost", NEVER_COMBINE)
            .build());
  }

  private static LiveSource live(
      EventTypeRead read, StreamsFactory streams, Map<ShardId, Position> positions) {
    return new LiveSource(
        new StreamsSource(
            streams,
            StreamDirectory.fixed(Map.of(read.stream(), StreamOrigin.after(positions))),
            Spread.BY_SHARD,
            Tuning.defaults()),
        read);
  }

  private static Map<ShardId, Position> positions(
      EventTypeRead read, LakeAccess lake, long snapshotId) {
    try (LakeCatalog catalog = lake.open()) {
      Table table = catalog.load(read.eventType());
      return TablePositions.read(table, snapshotId);
    }
  }
}
