package com.eventbuspro.streams.source;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Flink source (FLIP-27) of many streams. It notices new streams within a second and new shards
 * when their parents end, reads everything over a few connections, and emits one {@link ShardBatch}
 * for every read that brought something. Order within a shard, and from parents to children, is
 * kept. Trouble with one stream delays that stream alone.
 *
 * <p>With checkpoints, positions are in Flink's state and a restart goes on exactly behind the last
 * batch in the checkpoint. A consumer that keeps positions elsewhere gives its streams the origin
 * {@link StreamOrigin#whenTold}, seeks through {@link ReaderControls}, and says through {@link
 * ReaderControl#committed} what is safe; it must be chained to the source.
 */
public final class StreamsSource implements Source<ShardBatch, ShardSplit, EnumeratorState> {
  private static final long serialVersionUID = 1L;

  private final String id = UUID.randomUUID().toString();
  private final StreamsFactory streams;
  private final StreamDirectory directory;
  private final Spread spread;
  private final Tuning tuning;

  public StreamsSource(
      StreamsFactory streams, StreamDirectory directory, Spread spread, Tuning tuning) {
    this.streams = Objects.requireNonNull(streams, "streams");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.spread = Objects.requireNonNull(spread, "spread");
    this.tuning = Objects.requireNonNull(tuning, "tuning");
  }

  /** Tells this source from every other; for {@link ReaderControls#find}. */
  public String id() {
    return id;
  }

  /**
   * The subtask that answers for a stream: under {@link Spread#BY_STREAM} it reads all of it, and
   * it is told how others get on with their shares.
   */
  public static int homeOf(String stream, int parallelism) {
    return Spread.home(stream, parallelism);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<ShardBatch, ShardSplit> createReader(SourceReaderContext context) {
    return new StreamsReader(context, id, streams.open(), tuning);
  }

  @Override
  public SplitEnumerator<ShardSplit, EnumeratorState> createEnumerator(
      SplitEnumeratorContext<ShardSplit> context) {
    return restoreEnumerator(context, new EnumeratorState(Map.of()));
  }

  @Override
  public SplitEnumerator<ShardSplit, EnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<ShardSplit> context, EnumeratorState state) {
    return new StreamsEnumerator(context, streams.open(), directory.open(), spread, tuning, state);
  }

  @Override
  public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
    return new ShardSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
    return new EnumeratorStateSerializer();
  }
}
