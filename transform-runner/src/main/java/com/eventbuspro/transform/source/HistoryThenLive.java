package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.TableProperty;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.rejected.Rejections;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Table;

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
 * <p>The snapshot must stay until the history is read: pin it. Where the stream has not kept what
 * follows it, because reading took longer than that, reading goes on in the lake with what was
 * added meanwhile, round by round, each snapshot pinned under a name of its own; see {@link
 * HandOver}. Only where the lake has no more either, it fails with a {@link
 * PositionExpiredException}.
 */
public final class HistoryThenLive {
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
    return new SequenceSource(
        read,
        origin,
        lake,
        streams,
        rejections,
        origin.snapshotId() == null ? null : files(read, origin, lake));
  }

  private static HistoryFiles files(EventTypeRead read, ReadOrigin origin, LakeAccess lake) {
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
      return HistoryFiles.of(read, lake, table, origin.since());
    }
  }
}
