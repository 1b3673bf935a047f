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
import org.apache.iceberg.flink.source.IcebergSource;
import org.apache.iceberg.flink.source.enumerator.IcebergEnumeratorState;
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
  private final HistoryColumns columns;
  private final @Nullable IcebergSource<RowData> files;

  /**
   * @param files the files of the origin's snapshot; null if it has none
   */
  SequenceSource(
      EventTypeRead read,
      ReadOrigin origin,
      LakeAccess lake,
      StreamsFactory streams,
      Rejections rejections,
      HistoryColumns columns,
      @Nullable IcebergSource<RowData> files) {
    this.read = read;
    this.origin = origin;
    this.lake = lake;
    this.streams = streams;
    this.rejections = rejections;
    this.columns = columns;
    this.files = files;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<RowData, SequenceSplit> createReader(SourceReaderContext context) {
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
            metrics.counter(SourceMetrics.LIVE_ROWS));
    HistoryReader history =
        files == null
            ? null
            : new HistoryReader(
                files.createReader(context),
                columns,
                read.narrowing(),
                gate,
                new RowFinder(new LakeTableLoader(lake, read.eventType())),
                metrics.counter(SourceMetrics.HISTORY_ROWS),
                read.outOfOrderness().toMillis());
    return new SequenceReader(context, gate, live, history);
  }

  @Override
  public SplitEnumerator<SequenceSplit, SequenceState> createEnumerator(
      SplitEnumeratorContext<SequenceSplit> context) {
    IcebergSource<RowData> own = files;
    return new SequenceEnumerator(
        context,
        origin.positions(),
        own == null ? null : own::createEnumerator,
        this::enumerateStream,
        null);
  }

  @Override
  public SplitEnumerator<SequenceSplit, SequenceState> restoreEnumerator(
      SplitEnumeratorContext<SequenceSplit> context, SequenceState state) {
    IcebergSource<RowData> own = files;
    IcebergEnumeratorState left =
        state.history() == null ? new IcebergEnumeratorState(List.of()) : state.history();
    return new SequenceEnumerator(
        context,
        state.positions(),
        own == null ? null : part -> own.restoreEnumerator(part, left),
        this::enumerateStream,
        state.live());
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
        new IcebergEnumeratorStateSerializer(true),
        stream(Map.of()).getEnumeratorCheckpointSerializer());
  }
}
