package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.EnumeratorState;
import com.eventbuspro.streams.source.ShardSplit;
import com.eventbuspro.streams.source.StreamsSource;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** What arrives in an event type's stream, as rows with their event time. */
final class LiveSource implements Source<RowData, ShardSplit, EnumeratorState> {
  private static final long serialVersionUID = 1L;

  private final StreamsSource streams;
  private final EventTypeRead read;

  LiveSource(StreamsSource streams, EventTypeRead read) {
    this.streams = streams;
    this.read = read;
  }

  @Override
  public Boundedness getBoundedness() {
    return streams.getBoundedness();
  }

  @Override
  public SourceReader<RowData, ShardSplit> createReader(SourceReaderContext context) {
    return new LiveReader(streams.createReader(context), read);
  }

  @Override
  public SplitEnumerator<ShardSplit, EnumeratorState> createEnumerator(
      SplitEnumeratorContext<ShardSplit> context) {
    return streams.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<ShardSplit, EnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<ShardSplit> context, EnumeratorState state) {
    return streams.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
    return streams.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
    return streams.getEnumeratorCheckpointSerializer();
  }
}
