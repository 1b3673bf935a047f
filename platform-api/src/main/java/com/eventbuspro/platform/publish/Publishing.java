package com.eventbuspro.platform.publish;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.eventtype.Permissions;
import com.eventbuspro.platform.ledger.PublishCounts;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.publish.PublishResult.Detail;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Service;

/**
 * Publishes events. Nothing is called a success that is not one: of every event the answer says
 * that it is in the stream, that it is not and why, or that nobody knows.
 */
@Service
public class Publishing {
  private final Contracts contracts;
  private final Permissions permissions;
  private final Streams streams;
  private final PublishCounts counts;
  private final EventIds ids;
  private final PlatformSettings settings;
  private final Clock clock;
  private final PublishMetrics metrics;
  private final Semaphore running;

  Publishing(
      Contracts contracts,
      Permissions permissions,
      Streams streams,
      PublishCounts counts,
      EventIds ids,
      PlatformSettings settings,
      Clock clock,
      PublishMetrics metrics) {
    this.contracts = contracts;
    this.permissions = permissions;
    this.streams = streams;
    this.counts = counts;
    this.ids = ids;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.running = new Semaphore(settings.limits().concurrentPublishes());
  }

  /**
   * What a publish came to.
   *
   * @param result event by event
   * @param streamFailure what stopped the stream from taking events, if anything did
   */
  public record Published(PublishResult result, Optional<StreamFailure> streamFailure) {}

  /** Reads a body into a feed. Called only once it is certain that the caller may publish. */
  @FunctionalInterface
  public interface Body {
    /** Opens the feed. */
    EventFeed open() throws IOException;
  }

  /**
   * Checks the events of a feed and puts the valid ones into the stream, in their order.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND, FORBIDDEN, NOT_OWNER, DERIVED_EVENT_TYPE,
   *     TOO_MANY_REQUESTS, MALFORMED_JSON or MALFORMED_REQUEST; then nothing was published
   * @throws IOException when the request breaks off
   */
  public Published publish(EventTypeName name, Body body, Detail detail, ChangeRequest change)
      throws IOException {
    Contract contract = contracts.current(name);
    permissions.requireChange(change, "events.publish", name.toString(), contract.owner());
    if (contract.pipeline() != null) {
      throw new ApiException(
          ProblemCode.DERIVED_EVENT_TYPE,
          "'"
              + name
              + "' is written by the pipeline '"
              + contract.pipeline()
              + "' alone. Publish to what that reads, or register an event type of your own");
    }
    if (!running.tryAcquire()) {
      throw ApiException.retryLater(
          ProblemCode.TOO_MANY_REQUESTS,
          "Too many publishes are running. Try again in a moment, with more events in each",
          Duration.ofSeconds(1));
    }
    long began = System.nanoTime();
    PublishLog log = new PublishLog(detail);
    try {
      PublishRun run =
          new PublishRun(
              new EventPreparer(contract, ids, clock),
              new StreamWriter(streams, contract, counts, clock, settings.streamWait()),
              change.mode(),
              settings.limits().publishEvents(),
              log);
      run.run(body.open());
      PublishResult result = log.result(name.toString());
      if (result.total() == 0) {
        throw new ApiException(
            ProblemCode.MALFORMED_REQUEST,
            "The request has no event",
            List.of(Violation.of("", "MISSING_BODY", "An event is needed", "Send one or more")));
      }
      return new Published(result, run.halt());
    } finally {
      running.release();
      metrics.published(name, log, Duration.ofNanos(System.nanoTime() - began));
    }
  }
}
