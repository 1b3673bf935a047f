package com.eventbuspro.transform.destination;

import com.eventbuspro.transform.destination.WebhookClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a few events at a time. Those that wait for another attempt keep their place, so an
 * endpoint that takes nothing holds the pipeline back; when it goes on for too long, the job fails.
 */
final class WebhookWriter implements SinkWriter<RowData> {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookWriter.class);
  private static final int PLACES = WebhookClient.CONNECTIONS;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final WebhookEncoder encoder;
  private final WebhookClient client;
  private final RejectedResults rejected;
  private final Semaphore places = new Semaphore(PLACES);
  private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private final ScheduledThreadPoolExecutor threads;

  private record Refusal(String id, ResultFault fault) {}

  WebhookWriter(WebhookEncoder encoder, WebhookClient client, RejectedResults rejected) {
    this.encoder = encoder;
    this.client = client;
    this.rejected = rejected;
    this.threads =
        new ScheduledThreadPoolExecutor(
            PLACES,
            work -> {
              Thread thread = new Thread(work, "webhook");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void write(RowData row, Context context) throws IOException, InterruptedException {
    takeUpAnswers();
    rejected.result();
    Encoded event;
    try {
      event = encoder.encode(row);
    } catch (ResultFault fault) {
      rejected.reject(fault.id(), fault);
      return;
    }
    places.acquire();
    threads.execute(() -> attempt(event, 1, System.nanoTime()));
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    places.acquire(PLACES);
    places.release(PLACES);
    takeUpAnswers();
  }

  private void attempt(Encoded event, int number, long begun) {
    try {
      Answer answer = client.send(event);
      if (answer instanceof Answer.Later later) {
        again(event, number, begun, later);
        return;
      }
      if (answer instanceof Answer.Refused refused) {
        refusals.add(new Refusal(event.id(), new ResultFault(refused.code(), refused.message())));
      }
      places.release();
    } catch (RuntimeException e) {
      fail(new IOException("Sending to the webhook broke down", e));
    }
  }

  private void again(Encoded event, int number, long begun, Answer.Later later) {
    if (number == 1) {
      LOG.debug("An event was not taken, trying again: {}", later.message());
    }
    if (System.nanoTime() - begun > PATIENCE.toNanos()) {
      fail(
          new IOException(
              "The webhook took no event for "
                  + PATIENCE.toMinutes()
                  + " minutes: "
                  + later.message()));
      return;
    }
    long pause =
        Math.max(
            later.afterMillis(), Backoff.millis(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS, number));
    var unused =
        threads.schedule(() -> attempt(event, number + 1, begun), pause, TimeUnit.MILLISECONDS);
  }

  /** Lets everybody go on who waits for a place: they look for the failure then. */
  private void fail(IOException e) {
    failure.compareAndSet(null, e);
    places.release();
  }

  private void takeUpAnswers() throws IOException {
    IOException broken = failure.get();
    if (broken != null) {
      throw broken;
    }
    for (Refusal refusal = refusals.poll(); refusal != null; refusal = refusals.poll()) {
      rejected.reject(refusal.id(), refusal.fault());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try (rejected) {
      client.close();
    }
  }
}
