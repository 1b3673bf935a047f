package com.eventbuspro.transform.source;

import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.source.EnumeratorState;
import com.eventbuspro.streams.source.ShardSplit;
import com.eventbuspro.streams.source.Spread;
import com.eventbuspro.streams.source.StreamDirectory;
import com.eventbuspro.streams.source.StreamOrigin;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.streams.source.StreamsSource;
import com.eventbuspro.streams.source.Tuning;
import com.eventbuspro.transform.rejected.Rejections;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.flink.source.enumerator.IcebergEnumeratorStateSerializer;
import org.apache.iceberg.flink.source.split.IcebergSourceSplitSerializer;
import org.jspecify.annotations.Nullable;

/** See {@link HistoryThenLive}. */
final class SequenceSource implements Source<RowData, SequenceSplit, SequenceState> {
  private static final long serialVersionUID = 1L;

  private final EventTypeRead read;
  private final ReadOrigin origin;
  private final LakeAccess lake;
  private final StreamsFactory streams;
  private final Rejections rejections;
  private final @Nullable HistoryFiles files;

  /**
   * @param files reads the files of history; null if there is none
   */
  SequenceSource(
      EventTypeRead read,
      ReadOrigin origin,
      LakeAccess lake,
      StreamsFactory streams,
      Rejections rejections,
      @Nullable HistoryFiles files) {
    this.read = read;
    this.origin = origin;
    this.lake = lake;
    this.streams = streams;
    this.rejections = rejections;
    this.files = files;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<RowData, SequenceSplit> createReader(SourceReaderContext context) {
    DriverUse.bySubtask(context.getUserCodeClassLoader());
    MetricGroup metrics = context.metricGroup();
    RowGate gate =
        new RowGate(
            rejections, read.eventType().toString(), metrics.counter(SourceMetrics.REJECTED));
    LiveReader live =
        new LiveReader(
            stream(Map.of()).createReader(context),
            read,
            origin.since(),
            gate,
            new LakeWitness(lake, read.eventType()),
            metrics.counter(SourceMetrics.LIVE_ROWS));
    return new SequenceReader(
        context, gate, live, files == null ? null : files.rounds(context, gate, read, lake));
  }

  @Override
  public SplitEnumerator<SequenceSplit, SequenceState> createEnumerator(
      SplitEnumeratorContext<SequenceSplit> context) {
    Long snapshotId = origin.snapshotId();
    if (snapshotId == null) {
      return enumerator(
          context, new SequenceState(origin.positions(), 0, null, Long.MIN_VALUE, List.of(), null));
    }
    HistoryPlan.Round first = plan().first(snapshotId);
    return enumerator(
        context,
        new SequenceState(
            first.positions(), 0, first.snapshotId(), first.newest(), first.files(), null));
  }

  @Override
  public SplitEnumerator<SequenceSplit, SequenceState> restoreEnumerator(
      SplitEnumeratorContext<SequenceSplit> context, SequenceState state) {
    return enumerator(
        context,
        state.snapshotId() == null
            ? new SequenceState(
                state.positions(),
                state.round(),
                origin.snapshotId(),
                state.newest(),
                state.files(),
                state.live())
            : state);
  }

  private SequenceEnumerator enumerator(
      SplitEnumeratorContext<SequenceSplit> context, SequenceState state) {
    return new SequenceEnumerator(
        context,
        state,
        files == null ? null : files.left(),
        new HandOver(read, streams, plan()),
        this::enumerateStream);
  }

  private HistoryPlan plan() {
    return new HistoryPlan(read, origin, lake);
  }

  private SplitEnumerator<ShardSplit, EnumeratorState> enumerateStream(
      SplitEnumeratorContext<ShardSplit> context,
      Map<String, String> positions,
      @Nullable EnumeratorState state) {
    StreamsSource source = stream(positions);
    return state == null
        ? source.createEnumerator(context)
        : source.restoreEnumerator(context, state);
  }

  private StreamsSource stream(Map<String, String> positions) {
    ReadFrom otherwise =
        origin.since() == null || origin.snapshotId() != null
            ? ReadFrom.beginning()
            : new ReadFrom.AtTime(origin.since());
    return new StreamsSource(
        streams,
        StreamDirectory.fixed(Map.of(read.stream(), new StreamOrigin.From(positions, otherwise))),
        Spread.BY_SHARD,
        Tuning.defaults());
  }

  @Override
  public SimpleVersionedSerializer<SequenceSplit> getSplitSerializer() {
    return new SequenceSplitSerializer(
        new IcebergSourceSplitSerializer(true), stream(Map.of()).getSplitSerializer());
  }

  @Override
  public SimpleVersionedSerializer<SequenceState> getEnumeratorCheckpointSerializer() {
    return new SequenceStateSerializer(
        getSplitSerializer(),
        new IcebergEnumeratorStateSerializer(true),
        stream(Map.of()).getEnumeratorCheckpointSerializer());
  }
}
