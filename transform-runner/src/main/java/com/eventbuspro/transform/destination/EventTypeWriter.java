package com.eventbuspro.transform.destination;

import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes in the task's own thread: a stream that takes nothing holds the whole pipeline back,
 * which is what it should do. What was not taken is sent again, each time after a longer pause;
 * what may have been taken, too, with the same id.
 */
final class EventTypeWriter implements SinkWriter<RowData> {
  private static final Logger LOG = LoggerFactory.getLogger(EventTypeWriter.class);
  private static final int MOST_EVENTS = 500;
  private static final long MOST_BYTES = 4L << 20;
  private static final long LINGER_MILLIS = 20;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final EventEncoder encoder;
  private final Streams streams;
  private final String stream;
  private final RejectedResults rejected;
  private final ProcessingTimeService time;
  private List<Encoded> waiting = new ArrayList<>();
  private long bytes;
  private boolean armed;

  EventTypeWriter(
      EventEncoder encoder,
      Streams streams,
      String stream,
      RejectedResults rejected,
      ProcessingTimeService time) {
    this.encoder = encoder;
    this.streams = streams;
    this.stream = stream;
    this.rejected = rejected;
    this.time = time;
  }

  @Override
  public void write(RowData row, Context context) throws InterruptedException {
    rejected.result();
    Encoded event;
    try {
      event = encoder.encode(row);
    } catch (ResultFault fault) {
      rejected.reject(fault.id(), fault);
      return;
    }
    waiting.add(event);
    bytes += event.bytes().length;
    if (waiting.size() >= MOST_EVENTS || bytes >= MOST_BYTES) {
      send();
    } else if (!armed) {
      armed = true;
      var unused =
          time.registerTimer(
              time.getCurrentProcessingTime() + LINGER_MILLIS,
              now -> {
                armed = false;
                send();
              });
    }
  }

  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    send();
  }

  private void send() throws InterruptedException {
    long begun = System.nanoTime();
    for (int failures = 0; !waiting.isEmpty(); failures++) {
      if (failures > 0) {
        Thread.sleep(Backoff.millis(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS, failures));
      }
      List<Encoded> sent = waiting;
      List<PublishOutcome> outcomes =
          streams.publish(stream, sent.stream().map(e -> new Entry(e.key(), e.bytes())).toList());
      waiting = new ArrayList<>();
      StreamsException trouble = null;
      for (int i = 0; i < sent.size(); i++) {
        StreamsException failure = judge(sent.get(i), outcomes.get(i));
        if (failure != null) {
          waiting.add(sent.get(i));
          trouble = failure;
        }
      }
      if (trouble != null) {
        report(trouble, failures, System.nanoTime() - begun);
      }
    }
    bytes = 0;
  }

  private void report(StreamsException trouble, int failures, long nanos) {
    if (nanos > PATIENCE.toNanos()) {
      throw trouble;
    }
    if (failures == 0) {
      LOG.warn(
          "{} events could not be written to {}, trying again: {}",
          waiting.size(),
          stream,
          trouble.getMessage());
    }
  }

  /** Null when nothing is left to do for the event; else why it is to be sent again. */
  private @Nullable StreamsException judge(Encoded event, PublishOutcome outcome) {
    if (outcome instanceof PublishOutcome.Unknown unknown) {
      return new StreamsException(StreamFailure.UNKNOWN_OUTCOME, unknown.message());
    }
    if (!(outcome instanceof PublishOutcome.Rejected refusal)) {
      return null;
    }
    if (refusal.code() == StreamFailure.RECORD_TOO_LARGE
        || refusal.code() == StreamFailure.INVALID_PARTITION_KEY) {
      rejected.reject(event.id(), new ResultFault(refusal.code().name(), refusal.message()));
      return null;
    }
    return new StreamsException(refusal.code(), refusal.message());
  }

  @Override
  public void close() {
    try (rejected) {
      streams.close();
    }
  }
}
