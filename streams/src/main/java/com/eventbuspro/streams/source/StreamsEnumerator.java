package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.source.ShardSplit.Start;
import com.eventbuspro.streams.source.SourceEvents.Elsewhere;
import com.eventbuspro.streams.source.SourceEvents.ListingTrouble;
import com.eventbuspro.streams.source.SourceEvents.ShardEnded;
import com.eventbuspro.streams.source.SourceEvents.ShareTold;
import com.eventbuspro.streams.source.SourceEvents.StreamRemoved;
import com.eventbuspro.streams.source.SourceEvents.WentBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds streams and their shards and hands them to the readers, parents before children. The
 * directory and the streams are asked on threads of its own, several at once, so that one stream
 * that does not answer delays no other; everything else happens in Flink's coordinator thread.
 */
final class StreamsEnumerator implements SplitEnumerator<ShardSplit, EnumeratorState> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsEnumerator.class);
  private static final int THREADS = 4;

  private final SplitEnumeratorContext<ShardSplit> context;
  private final Streams streams;
  private final StreamDirectory.Session directory;
  private final Spread spread;
  private final Tuning tuning;
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(THREADS, Threads.daemons("streams-enumerator"));
  private final Map<String, Listed> known = new HashMap<>();
  private final Map<String, EnumeratorState.Progress> restored;
  private boolean directoryFails;

  StreamsEnumerator(
      SplitEnumeratorContext<ShardSplit> context,
      Streams streams,
      StreamDirectory.Session directory,
      Spread spread,
      Tuning tuning,
      EnumeratorState state) {
    this.context = context;
    this.streams = streams;
    this.directory = directory;
    this.spread = spread;
    this.tuning = tuning;
    this.restored = new HashMap<>(state.streams());
  }

  /** One stream. The token tells the newest scheduled listing from those it replaced. */
  private static final class Listed {
    private final StreamOrigin origin;
    private final ShardTracker tracker;
    private final Shares shares = new Shares();
    private long token;
    private int failures;
    private @Nullable ListingTrouble trouble;

    Listed(StreamOrigin origin, ShardTracker tracker) {
      this.origin = origin;
      this.tracker = tracker;
    }
  }

  @Override
  public void start() {
    var unused =
        threads.scheduleWithFixedDelay(
            this::askDirectory, 0, tuning.directoryInterval().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Splits are handed out as they are found, not when asked for. */
  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addReader(int subtask) {
    known.forEach(
        (name, stream) -> {
          if (stream.trouble != null) {
            context.sendEventToSourceReader(subtask, stream.trouble);
          }
          assign(name, stream);
          if (subtask == home(name)) {
            tellHome(name, stream);
          }
        });
  }

  @Override
  public void addSplitsBack(List<ShardSplit> splits, int subtask) {
    for (ShardSplit split : splits) {
      Listed stream = known.get(split.stream());
      if (stream != null) {
        stream.tracker.returned(split.shard());
        stream.shares.lost(subtask);
        tellHome(split.stream(), stream);
      }
    }
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof ShardEnded ended) {
      ended(ended);
    } else if (event instanceof ShareTold told) {
      Listed stream = known.get(told.stream());
      if (stream != null) {
        stream.shares.told(subtask, told.status());
        tellHome(told.stream(), stream);
      }
    } else if (event instanceof WentBack wentBack) {
      startOver(wentBack.stream());
    } else {
      // Of a source that this one follows in a hybrid source: its readers may speak late.
      LOG.debug("Ignoring {}, which is not of this source", event);
    }
  }

  /**
   * Someone took a consumer's progress back. One subtask reads the stream again by itself; of
   * several only one noticed, and the others may have nothing to do by which they would. So the job
   * is restarted, which makes each start from what is certain now.
   */
  private void startOver(String name) {
    Listed stream = known.get(name);
    if (stream != null && stream.shares.worst() != null) {
      throw new IllegalStateException(
          "The positions of " + name + " were taken back, so all subtasks start over");
    }
  }

  private void ended(ShardEnded ended) {
    Listed stream = known.get(ended.stream());
    if (stream != null && stream.tracker.finished(new ShardId(ended.shard()))) {
      assign(ended.stream(), stream);
      list(ended.stream(), stream, 0);
    }
  }

  @Override
  public EnumeratorState snapshotState(long checkpointId) {
    Map<String, EnumeratorState.Progress> progress = new HashMap<>(restored);
    known.forEach((name, stream) -> progress.put(name, stream.tracker.progress()));
    return new EnumeratorState(progress);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    directory.close();
    streams.close();
  }

  private void askDirectory() {
    try {
      Map<String, StreamOrigin> now = Map.copyOf(directory.streams());
      directoryFails = false;
      context.runInCoordinatorThread(() -> update(now));
    } catch (RuntimeException e) {
      if (!directoryFails) {
        LOG.warn("The streams to read are not known now; those known are read on", e);
      }
      directoryFails = true;
    }
  }

  private void update(Map<String, StreamOrigin> now) {
    for (String gone : Set.copyOf(known.keySet())) {
      if (!now.containsKey(gone)) {
        known.remove(gone);
        tellReaders(new StreamRemoved(gone));
      }
    }
    now.forEach(
        (name, origin) -> {
          if (!known.containsKey(name)) {
            EnumeratorState.Progress progress = restored.remove(name);
            Listed stream =
                new Listed(
                    origin, progress == null ? new ShardTracker() : ShardTracker.restore(progress));
            known.put(name, stream);
            list(name, stream, 0);
          }
        });
  }

  private void list(String name, Listed stream, long millis) {
    long token = ++stream.token;
    var unused =
        threads.schedule(() -> askStream(name, stream, token), millis, TimeUnit.MILLISECONDS);
  }

  private void askStream(String name, Listed stream, long token) {
    try {
      List<Shard> shards = streams.shards(name);
      context.runInCoordinatorThread(() -> listed(name, stream, token, shards));
    } catch (StreamsException e) {
      context.runInCoordinatorThread(() -> failed(name, stream, token, e));
    } catch (RuntimeException e) {
      context.runInCoordinatorThread(
          () -> {
            throw new IllegalStateException("Listing the shards of " + name + " broke down", e);
          });
    }
  }

  private boolean isStale(String name, Listed stream, long token) {
    return known.get(name) != stream || stream.token != token;
  }

  private void listed(String name, Listed stream, long token, List<Shard> shards) {
    if (isStale(name, stream, token)) {
      return;
    }
    stream.failures = 0;
    if (stream.trouble != null) {
      stream.trouble = null;
      tellReaders(new ListingTrouble(name, null, ""));
    }
    stream.tracker.listed(shards);
    assign(name, stream);
    list(name, stream, Pause.millis(tuning.listingInterval(), tuning.listingInterval(), 1));
  }

  private void failed(String name, Listed stream, long token, StreamsException e) {
    if (isStale(name, stream, token)) {
      return;
    }
    stream.failures++;
    ListingTrouble trouble = new ListingTrouble(name, e.code(), String.valueOf(e.getMessage()));
    if (!trouble.equals(stream.trouble)) {
      LOG.warn("The shards of {} cannot be listed, trying again: {}", name, e.getMessage());
      stream.trouble = trouble;
      tellReaders(trouble);
    }
    list(name, stream, Pause.millis(tuning.firstBackoff(), tuning.maxBackoff(), stream.failures));
  }

  /** Hands out what can be; what its reader is not there for waits until it is. */
  private void assign(String name, Listed stream) {
    Map<Integer, List<ShardSplit>> splits = new HashMap<>();
    int open = stream.tracker.open();
    boolean again = true;
    while (again) {
      again = false;
      for (Shard shard : stream.tracker.assignable()) {
        Start start = start(stream.origin, shard.id());
        int subtask = spread.subtask(name, shard.id(), open, context.currentParallelism());
        if (start instanceof Start.After after && after.position() instanceof Position.Ended) {
          stream.tracker.assigned(shard.id());
          again |= stream.tracker.finished(shard.id());
        } else if (context.registeredReaders().containsKey(subtask)) {
          stream.tracker.assigned(shard.id());
          splits
              .computeIfAbsent(subtask, s -> new ArrayList<>())
              .add(new ShardSplit(name, shard.id(), shard.parents(), start));
        }
      }
    }
    if (!splits.isEmpty()) {
      context.assignSplits(new SplitsAssignment<>(splits));
      splits.keySet().stream().filter(s -> s != home(name)).forEach(stream.shares::handedOut);
      tellHome(name, stream);
    }
  }

  private int home(String name) {
    return Spread.home(name, context.currentParallelism());
  }

  /** Tells a stream's home how the others get on, if there are others and it is there. */
  private void tellHome(String name, Listed stream) {
    ShareStatus worst = stream.shares.worst();
    int home = home(name);
    if (worst != null && context.registeredReaders().containsKey(home)) {
      context.sendEventToSourceReader(home, new Elsewhere(name, worst));
    }
  }

  private static Start start(StreamOrigin origin, ShardId shard) {
    if (!(origin instanceof StreamOrigin.From from)) {
      return new Start.Held();
    }
    Position position = from.position(shard);
    if (!(position instanceof Position.Beginning)) {
      return new Start.After(position);
    }
    if (from.otherwise() instanceof ReadFrom.AtTime at) {
      return new Start.AtTime(at.time());
    }
    return new Start.After(((ReadFrom.After) from.otherwise()).position());
  }

  private void tellReaders(SourceEvent event) {
    for (int subtask : context.registeredReaders().keySet()) {
      context.sendEventToSourceReader(subtask, event);
    }
  }
}
