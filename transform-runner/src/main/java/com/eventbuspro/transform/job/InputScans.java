package com.eventbuspro.transform.job;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.rejected.Rejections;
import com.eventbuspro.transform.source.EventTypeRead;
import com.eventbuspro.transform.source.HistoryThenLive;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.source.ReadOrigin;
import com.eventbuspro.transform.sql.EventTypeScans;
import com.eventbuspro.transform.sql.EventTypeTable;
import com.eventbuspro.transform.sql.FlinkColumns;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.ScanTableSource.ScanRuntimeProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/**
 * Reads a job's event types from history to live. The uid of a source is made of its event type and
 * of where reading it began, so its state is found again by every version of the pipeline that
 * reads it from there.
 */
final class InputScans implements EventTypeScans {
  private static final Duration IDLE_AFTER = Duration.ofSeconds(10);

  private final Map<EventTypeName, JobInput> inputs;
  private final Map<EventTypeName, PlannedInput> planned;
  private final LakeAccess lake;
  private final StreamsFactory streams;
  private final Rejections rejections;
  private final Map<EventTypeName, Integer> scans = new HashMap<>();

  InputScans(
      Map<EventTypeName, JobInput> inputs,
      Map<EventTypeName, PlannedInput> planned,
      LakeAccess lake,
      StreamsFactory streams,
      Rejections rejections) {
    this.inputs = inputs;
    this.planned = planned;
    this.lake = lake;
    this.streams = streams;
    this.rejections = rejections;
  }

  @Override
  public ScanRuntimeProvider scan(EventTypeTable table, List<String> columns) {
    RowType rows = FlinkColumns.rows(table, columns);
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext context, StreamExecutionEnvironment execution) {
        return read(table.name(), columns, rows, execution);
      }

      @Override
      public boolean isBounded() {
        return false;
      }
    };
  }

  private DataStream<RowData> read(
      EventTypeName name,
      List<String> columns,
      RowType rows,
      StreamExecutionEnvironment execution) {
    JobInput input = inputs.get(name);
    PlannedInput plan = planned.get(name);
    if (input == null || plan == null) {
      throw new IllegalStateException(name + " is not among the inputs");
    }
    EventTypeRead read =
        new EventTypeRead(
            name,
            input.stream(),
            input.versions(),
            input.versionsAsOf(),
            input.timeProperty(),
            plan.read(columns),
            plan.wanted(columns),
            input.outOfOrderness(),
            IDLE_AFTER);
    return execution
        .fromSource(
            HistoryThenLive.source(read, origin(input.origin()), lake, streams, rejections),
            WatermarkStrategy.noWatermarks(),
            name.toString(),
            InternalTypeInfo.of(rows))
        .uid(uid(name, input.origin()));
  }

  private String uid(EventTypeName name, Origin origin) {
    int number = scans.merge(name, 1, Integer::sum);
    return "read-" + name + startIn(origin) + (number == 1 ? "" : "-" + number);
  }

  /** State of a source that began elsewhere is never gone on with. */
  private static String startIn(Origin origin) {
    return origin.parsedStart() instanceof PipelineStart.At ? "-from-" + origin.start() : "";
  }

  private static ReadOrigin origin(Origin origin) {
    return new ReadOrigin(
        origin.snapshotId(),
        origin.pin(),
        origin.positions(),
        origin.parsedStart() instanceof PipelineStart.At at ? at.arrival() : null);
  }
}
