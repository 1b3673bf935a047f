package com.eventbuspro.transform.preview;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.transform.analysis.Analysis;
import com.eventbuspro.transform.analysis.Analyzer;
import com.eventbuspro.transform.analysis.BusyException;
import com.eventbuspro.transform.analysis.ReadableEventTypes;
import com.eventbuspro.transform.analysis.SourceEventTypes;
import com.eventbuspro.transform.source.LakeAccess;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Previews, few at a time. Safe for many threads. */
public final class Previews implements AutoCloseable {
  private static final Duration STATE_LIFE = Duration.ofDays(1);

  private final Supplier<SourceEventTypes> eventTypes;
  private final Analyzer analyzer;
  private final LakeAccess lake;
  private final Clock clock;
  private final PreviewLimits limits;
  private final PreviewCluster cluster;
  private final Semaphore places;
  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("preview"));

  /**
   * Previews of what is in a lake.
   *
   * @param eventTypes the event types there are at the moment
   * @param clock tells when the last hour was
   */
  public Previews(
      Supplier<SourceEventTypes> eventTypes,
      Analyzer analyzer,
      LakeAccess lake,
      Clock clock,
      PreviewLimits limits) {
    this.eventTypes = eventTypes;
    this.analyzer = analyzer;
    this.lake = lake;
    this.clock = clock;
    this.limits = limits;
    this.cluster = new PreviewCluster(limits);
    this.places = new Semaphore(limits.atOnce());
  }

  /**
   * Starts a preview.
   *
   * @throws com.eventbuspro.model.InvalidInputException if the request is wrong, not the SQL
   * @throws BusyException when too many run
   */
  public PreviewAnswer start(JsonNode question) {
    PreviewRequest request = PreviewRequest.parse(question);
    if (!places.tryAcquire()) {
      throw new BusyException(
          "As many previews run as may. Try again in a few seconds, when one of them has ended");
    }
    boolean started = false;
    try {
      ReadableEventTypes readable = new ReadableEventTypes(eventTypes.get(), request.readable());
      Analysis analysis = analyzer.analyze(request.sql(), readable, STATE_LIFE, null);
      if (!(analysis instanceof Analysis.Right right)) {
        return new PreviewAnswer.Refused(analysis);
      }
      PreviewRun run = new PreviewRun();
      PreviewWork work =
          new PreviewWork(cluster, limits, lake, clock, request, right, readable, run.cancelled());
      threads.execute(() -> run(work, run));
      started = true;
      return new PreviewAnswer.Started(run);
    } finally {
      if (!started) {
        places.release();
      }
    }
  }

  private void run(PreviewWork work, PreviewRun run) {
    ObjectNode preview = null;
    Throwable broken = null;
    try {
      preview = work.run();
    } catch (Throwable e) { // Whoever waits must hear of it, whatever it is.
      broken = e;
    }
    // First, so that whoever hears of the end finds the place free.
    places.release();
    if (preview != null) {
      run.end().complete(preview);
    } else {
      run.end().completeExceptionally(broken);
    }
  }

  /** Whether the cluster for previews is there; it comes with the first and goes by itself. */
  boolean isWarm() {
    return cluster.isRunning();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    cluster.close();
  }
}
