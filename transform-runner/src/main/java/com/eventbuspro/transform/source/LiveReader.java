package com.eventbuspro.transform.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.source.ReaderControl;
import com.eventbuspro.streams.source.ShardBatch;
import com.eventbuspro.streams.source.ShardSplit;
import com.eventbuspro.streams.source.StreamStatus;
import com.eventbuspro.transform.source.RowGate.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Reads shards as {@code StreamsSource} does and makes rows of their batches. A batch is emitted
 * whole or not at all between two checkpoints, since Flink takes checkpoints between polls; so the
 * position that the reader of batches keeps is right for rows too.
 *
 * <p>A shard holds the watermark back from the moment on at which it is handed out, so that no
 * other shard runs ahead of its first events; and for a while after its end, until its children are
 * handed out, to whichever reader. A reader without any shard holds back nobody after a while.
 */
final class LiveReader implements AutoCloseable {
  private static final long TICK_MILLIS = 200;
  private static final String NO_SHARD = "-";

  private final SourceReader<ShardBatch, ShardSplit> batches;
  private final EventTypeRead read;
  private final @Nullable Instant since;
  private final RowGate gate;
  private final LakeWitness witness;
  private final Counter events;
  private final Map<String, ShardTime> shards = new HashMap<>();
  private final Map<String, Long> behind = new HashMap<>();
  private final Map<String, Long> ended = new HashMap<>();
  private final List<ShardSplit> arrived = new ArrayList<>();
  private @Nullable EventRows rows;
  private @Nullable Long idleSinceNanos;
  private long lastTickNanos = System.nanoTime();
  private long newestOfHistory = Long.MIN_VALUE;
  private boolean begun;
  private boolean idle;

  LiveReader(
      SourceReader<ShardBatch, ShardSplit> batches,
      EventTypeRead read,
      @Nullable Instant since,
      RowGate gate,
      LakeWitness witness,
      Counter events) {
    this.batches = batches;
    this.read = read;
    this.since = since;
    this.gate = gate;
    this.witness = witness;
    this.events = events;
  }

  void start() {
    rows = read.rows();
    batches.start();
  }

  InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    long now = System.nanoTime();
    takeUp(output, now);
    letGo(output, now);
    InputStatus status = batches.pollNext(new BatchOutput(output, now));
    if (status == InputStatus.NOTHING_AVAILABLE) {
      tick(output, now);
    }
    return status;
  }

  /**
   * Not with every poll, and never while there are batches: those that waited because the operators
   * behind were slow are no silence. A shard that cannot be read, or only with a lag, is not silent
   * either.
   */
  private void tick(ReaderOutput<RowData> output, long now) {
    if (now - lastTickNanos < TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
      return;
    }
    lastTickNanos = now;
    if (isCaughtUp()) {
      boolean all = shards.values().stream().allMatch(shard -> shard.isSilent(now));
      shards.values().forEach(shard -> shard.silent(now, all ? newestOfHistory : Long.MIN_VALUE));
    } else {
      shards.values().forEach(shard -> shard.unknown(now));
    }
    tickWithoutShards(output, now);
  }

  /** Of shards that ended a while ago: by now their children hold event time back themselves. */
  private void letGo(ReaderOutput<RowData> output, long now) {
    ended
        .entrySet()
        .removeIf(
            shard -> {
              boolean over = now - shard.getValue() >= read.idleAfter().toNanos();
              if (over) {
                output.releaseOutputForSplit(shard.getKey());
              }
              return over;
            });
  }

  private boolean isCaughtUp() {
    if (!(batches instanceof ReaderControl control)) {
      return true;
    }
    StreamStatus status = control.status(read.stream());
    return status.answers() && status.behind().isZero();
  }

  /**
   * Flink makes an output for every split that it hands out, named like the split, and takes the
   * earliest watermark of all of them.
   */
  private void takeUp(ReaderOutput<RowData> output, long now) {
    for (ShardSplit split : arrived) {
      if (isEnded(split)) {
        output.createOutputForSplit(split.splitId());
        ended.put(split.splitId(), now);
      } else {
        time(split.splitId(), output, now);
      }
    }
    arrived.clear();
  }

  private static boolean isEnded(ShardSplit split) {
    return split.start() instanceof ShardSplit.Start.After after
        && after.position() instanceof Position.Ended;
  }

  /**
   * What came before the stream, in event time: once all shards are silent, so far it has come.
   *
   * @param newest as in {@link SequenceState}
   */
  void after(long newest) {
    newestOfHistory = newest;
  }

  /** From now on, if it is given no shard, it holds back nobody. */
  void begin() {
    begun = true;
  }

  /** Once; an output that is idle for ever does not count beside those of shards. */
  private void tickWithoutShards(ReaderOutput<RowData> output, long now) {
    if (idle || !begun) {
      return;
    }
    if (!shards.isEmpty() || !ended.isEmpty()) {
      idleSinceNanos = null;
    } else if (idleSinceNanos == null) {
      idleSinceNanos = now;
    } else if (now - idleSinceNanos >= read.idleAfter().toNanos()) {
      idle = true;
      output.createOutputForSplit(NO_SHARD).markIdle();
    }
  }

  /** Wakes up now and then without data, too: silence must be noticed. */
  CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> available = batches.isAvailable();
    boolean nothingToNotice =
        shards.isEmpty() && ended.isEmpty() && arrived.isEmpty() && (idle || !begun);
    return available.isDone() || nothingToNotice
        ? available
        : CompletableFuture.anyOf(
                available,
                new CompletableFuture<Void>()
                    .completeOnTimeout(null, TICK_MILLIS, TimeUnit.MILLISECONDS))
            .thenAccept(unused -> {});
  }

  /** How far behind the newest event of its shards, by the last batch of each. */
  long behindMillis() {
    long most = 0;
    for (long millis : List.copyOf(behind.values())) {
      most = Math.max(most, millis);
    }
    return most;
  }

  List<ShardSplit> snapshotState(long checkpointId) {
    return batches.snapshotState(checkpointId);
  }

  void notifyCheckpointComplete(long checkpointId) throws Exception {
    batches.notifyCheckpointComplete(checkpointId);
  }

  void addSplits(List<ShardSplit> splits) {
    arrived.addAll(splits);
    batches.addSplits(splits);
  }

  void handleSourceEvents(SourceEvent event) {
    batches.handleSourceEvents(event);
  }

  @Override
  public void close() throws Exception {
    batches.close();
  }

  private ShardTime time(String shard, ReaderOutput<RowData> output, long now) {
    return shards.computeIfAbsent(
        shard,
        id ->
            new ShardTime(
                output.createOutputForSplit(id),
                gate,
                read.outOfOrderness(),
                read.idleAfter(),
                now));
  }

  private void emit(ShardBatch batch, ReaderOutput<RowData> output, long now) {
    if (batch.gap() == ReadBatch.Gap.POSSIBLE && isLoss(batch)) {
      throw new PositionExpiredException(read.eventType(), batch.shard(), batch.from().encode());
    }
    String shard = batch.stream() + "/" + batch.shard();
    ShardTime time = time(shard, output, now);
    for (StreamRecord record : batch.records()) {
      emit(batch, record, time);
    }
    time.advance(now);
    behind.put(shard, batch.behind().toMillis());
    if (batch.ended()) {
      shards.remove(shard);
      behind.remove(shard);
      ended.put(shard, now);
    }
  }

  private boolean isLoss(ShardBatch batch) {
    return batch.records().isEmpty()
        || witness.hasBetween(batch.shard(), batch.from(), batch.records().get(0).sequence());
  }

  private void emit(ShardBatch batch, StreamRecord record, ShardTime time) {
    if (since != null && record.arrival().isBefore(since)) {
      return;
    }
    EventRows known = rows;
    if (known == null) {
      throw new IllegalStateException("The reader was not started");
    }
    RowGate.Place place = () -> new Place.Found(batch.shard().value(), record.sequence());
    EventRows.Outcome outcome;
    try {
      outcome = known.outcome(batch.shard(), record);
    } catch (ArithmeticException e) {
      gate.refuse(e, place);
      return;
    }
    if (outcome instanceof EventRows.Outcome.Kept kept) {
      events.inc();
      time.emit(kept.row(), place);
    } else if (outcome instanceof EventRows.Outcome.UnknownVersion unknown) {
      throw new UnknownSchemaVersionException(
          read.eventType(), unknown.version(), batch.shard(), record.sequence());
    }
  }

  /** Takes batches where rows are to come out. */
  private final class BatchOutput implements ReaderOutput<ShardBatch> {
    private final ReaderOutput<RowData> output;
    private final long now;

    BatchOutput(ReaderOutput<RowData> output, long now) {
      this.output = output;
      this.now = now;
    }

    @Override
    public void collect(ShardBatch batch) {
      emit(batch, output, now);
    }

    @Override
    public void collect(ShardBatch batch, long timestamp) {
      emit(batch, output, now);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw unexpected();
    }

    @Override
    public void markIdle() {
      throw unexpected();
    }

    @Override
    public void markActive() {
      throw unexpected();
    }

    @Override
    public SourceOutput<ShardBatch> createOutputForSplit(String splitId) {
      throw unexpected();
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      throw unexpected();
    }

    private static IllegalStateException unexpected() {
      return new IllegalStateException("The source of batches knows nothing of event time");
    }
  }
}
