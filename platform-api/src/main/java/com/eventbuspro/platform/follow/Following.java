package com.eventbuspro.platform.follow;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.streams.Streams;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Lets many follow event types live at little cost: one tail per event type that anybody follows,
 * read by a few threads, and connections that take none. A tail outlives its last follower a while,
 * for who comes back.
 */
@Service
class Following implements AutoCloseable {
  private static final int THREADS = 2;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration LINGER = Duration.ofMinutes(1);

  /** Then the caller has to show a valid token again. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Contracts contracts;
  private final Streams streams;
  private final Clock clock;
  private final Semaphore places;
  private final Map<EventTypeName, Running> tails = new HashMap<>();
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "follow");
            thread.setDaemon(true);
            return thread;
          });

  /** A tail that is read. */
  private static final class Running {
    private final Tail tail;
    private @Nullable Instant emptySince;

    Running(Tail tail) {
      this.tail = tail;
    }
  }

  Following(Contracts contracts, Streams streams, PlatformSettings settings, Clock clock) {
    this.contracts = contracts;
    this.streams = streams;
    this.clock = clock;
    this.places = new Semaphore(settings.limits().followers());
    var unused =
        threads.scheduleWithFixedDelay(
            this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Follows an event type on a connection until one side ends it.
   *
   * @param connection begun only once it is certain that there is room
   * @param lastEventId the id of the event that the caller saw last, if it comes back
   * @throws ApiException EVENT_TYPE_NOT_FOUND, TOO_MANY_REQUESTS
   */
  void follow(EventTypeName name, Supplier<AsyncContext> connection, @Nullable String lastEventId)
      throws IOException {
    Contract contract = contracts.current(name);
    if (!places.tryAcquire()) {
      throw ApiException.retryLater(
          ProblemCode.TOO_MANY_REQUESTS,
          "As many follow event types as this platform allows. Try again later, or read the newest"
              + " rows",
          BEAT);
    }
    Seat seat = new Seat();
    try {
      Follower follower = new Follower(connection.get(), clock.instant().plus(LONGEST), seat::free);
      seat.take(follower, join(contract, follower, lastEventId));
      follower.start();
    } catch (IOException | RuntimeException e) {
      seat.free();
      throw e;
    }
  }

  /** How many follow an event type now. */
  synchronized int followers(EventTypeName name) {
    Running running = tails.get(name);
    return running == null ? 0 : running.tail.audience().size();
  }

  private synchronized Audience join(
      Contract contract, Follower follower, @Nullable String lastEventId) {
    Running running =
        tails.computeIfAbsent(
            contract.name(),
            name -> {
              Running fresh = new Running(new Tail(contract, contracts, streams, clock));
              threads.execute(() -> look(name, fresh));
              return fresh;
            });
    running.emptySince = null;
    running.tail.audience().join(follower, lastEventId);
    return running.tail.audience();
  }

  private void look(EventTypeName name, Running running) {
    running.tail.look();
    if (!isOver(name, running)) {
      var unused =
          threads.schedule(() -> look(name, running), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized boolean isOver(EventTypeName name, Running running) {
    Instant now = clock.instant();
    if (running.tail.audience().size() > 0) {
      running.emptySince = null;
      return false;
    }
    if (running.emptySince == null) {
      running.emptySince = now;
    }
    boolean over = now.isAfter(running.emptySince.plus(LINGER));
    if (over) {
      tails.remove(name);
    }
    return over;
  }

  private void beat() {
    Instant now = clock.instant();
    for (Running running : running()) {
      running.tail.audience().beat(now);
    }
  }

  private synchronized Iterable<Running> running() {
    return List.copyOf(tails.values());
  }

  /** Tells everybody before the connections are cut. */
  @Override
  public void close() {
    threads.shutdownNow();
    for (Running running : running()) {
      running.tail.audience().end(Frame.End.SHUTTING_DOWN);
    }
  }

  /** A follower's place, given back once. */
  private final class Seat {
    private @Nullable Follower follower;
    private @Nullable Audience audience;
    private boolean free;

    synchronized void take(Follower taking, Audience joined) {
      follower = taking;
      audience = joined;
      if (free) {
        joined.leave(taking);
      }
    }

    synchronized void free() {
      if (!free) {
        free = true;
        places.release();
        if (audience != null && follower != null) {
          audience.leave(follower);
        }
      }
    }
  }
}
