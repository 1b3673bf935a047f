package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Publishes the events of one type and writes down what became of each. A request has at most one
 * event of a key, and the next one follows when the answer is there: so the order of a key's
 * acknowledged events is certain. What was certainly not written is sent again under the same
 * number; what may have been written is not.
 */
final class Traffic {
  private static final int MAX_BATCH = 500;
  private static final Duration PAUSE = Duration.ofMillis(20);
  // What meets a dead server is of unknown outcome, and proves little.
  private static final int BATCH_IN_TROUBLE = 10;
  private static final Duration PAUSE_IN_TROUBLE = Duration.ofMillis(500);

  private final EventTypes.Type type;
  private final Ledger ledger;
  private final Streams streams;
  private final ControlPlane control;
  private final EventText text;
  private final List<String> keys;
  private int nextKey;

  Traffic(
      EventTypes.Type type,
      Ledger ledger,
      Streams streams,
      ControlPlane control,
      RandomGenerator random) {
    this.type = type;
    this.ledger = ledger;
    this.streams = streams;
    this.control = control;
    this.text = new EventText(type, random);
    this.keys = ledger.keys();
  }

  /** Returns when so many events are acknowledged, spread over a time or, after outages, more. */
  void run(int events, Duration time) {
    long begun = System.nanoTime();
    int acknowledged = 0;
    int most = Math.min(MAX_BATCH, keys.size());
    while (acknowledged < events) {
      double share =
          Math.min(1, (System.nanoTime() - begun) / (double) Math.max(1, time.toNanos()));
      int due = (int) (share * events) - acknowledged;
      if (due < Math.min(MAX_BATCH / 5, events - acknowledged)) {
        Background.pause(PAUSE);
      } else {
        int size = Math.min(most, due);
        int now = publish(size);
        acknowledged += now;
        most = now < size ? BATCH_IN_TROUBLE : Math.min(MAX_BATCH, keys.size());
        if (now < size) {
          Background.pause(PAUSE_IN_TROUBLE);
        }
      }
    }
  }

  private int publish(int size) {
    List<EventText.Id> ids = new ArrayList<>(size);
    List<Entry> entries = new ArrayList<>(size);
    int version = control.newestVersion(type.name());
    for (int i = 0; i < size; i++) {
      String key = keys.get((nextKey + i) % keys.size());
      EventText.Id id = new EventText.Id(key, ledger.next(key));
      ids.add(id);
      entries.add(new Entry(key, text.write(id, version)));
    }
    nextKey += size;
    List<PublishOutcome> outcomes = streams.publish(ControlPlane.stream(type.name()), entries);
    long now = System.currentTimeMillis();
    int acknowledged = 0;
    for (int i = 0; i < size; i++) {
      acknowledged += note(ids.get(i), outcomes.get(i), now);
    }
    return acknowledged;
  }

  private int note(EventText.Id id, PublishOutcome outcome, long now) {
    if (outcome instanceof PublishOutcome.Accepted accepted) {
      ledger.add(
          new SentEvent(
              id.key(),
              id.number(),
              SentEvent.Outcome.ACKNOWLEDGED,
              now,
              accepted.shard(),
              accepted.sequence()));
      return 1;
    }
    if (outcome instanceof PublishOutcome.Unknown) {
      ledger.add(new SentEvent(id.key(), id.number(), SentEvent.Outcome.UNKNOWN, now, null, null));
      return 0;
    }
    return 0;
  }
}
