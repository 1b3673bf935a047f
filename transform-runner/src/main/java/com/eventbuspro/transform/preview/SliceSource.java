package com.eventbuspro.transform.preview;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.source.LakeTableLoader;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.source.IcebergSource;

/** Iceberg's own source on the files of a slice, in the order of their earliest event times. */
final class SliceSource {
  /** One file a split: several in one would be as early as the earliest of them. */
  private static final String NEVER_COMBINE = Long.toString(TableProperties.SPLIT_SIZE_DEFAULT);

  private SliceSource() {}

  static IcebergSource<RowData> of(
      LakeAccess lake, EventTypeName eventType, Schema columns, TableSlice slice) {
    IcebergSource.Builder<RowData> source =
        IcebergSource.forRowData()
            .tableLoader(new LakeTableLoader(lake, eventType))
            .project(columns)
            .watermarkColumn(Envelope.TIME)
            .set("split-file-open-cost", NEVER_COMBINE);
    if (slice.snapshotId() != null) {
      source.useSnapshotId(slice.snapshotId());
    }
    if (slice.fromMicros() != TableSlice.BEGINNING) {
      source.filters(List.of(SliceFinder.arrivedFrom(slice.fromMicros())));
    }
    return source.build();
  }
}
