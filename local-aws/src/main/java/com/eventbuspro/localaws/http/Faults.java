package com.eventbuspro.localaws.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Faults that tests inject while the server runs. Rules apply in the order added; a rule is used up
 * after its number of times. Safe for use by many threads.
 */
public final class Faults {
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();

  /** Lets the next {@code times} calls of an action (such as {@code PutRecords}) meet the fault. */
  public void add(String action, int times, Fault fault) {
    add(request -> request.action().equals(action), times, fault);
  }

  /** Lets the next {@code times} requests that match meet the fault. */
  public void add(Predicate<AwsRequest> matching, int times, Fault fault) {
    if (times < 1) {
      throw new IllegalArgumentException("A fault must happen at least once, not " + times);
    }
    rules.add(new Rule(matching, new AtomicInteger(times), fault));
  }

  /**
   * Lets the next {@code times} PutRecords be throttled in part: their first records are refused
   * one by one, the others are stored.
   */
  public void refuseRecords(int times, int records) {
    for (int i = 0; i < times; i++) {
      refusals.add(records);
    }
  }

  /**
   * How many of the first records the current PutRecords must refuse; uses up the next such fault.
   */
  public int takeRefusals() {
    Integer next = refusals.poll();
    return next == null ? 0 : next;
  }

  /** Removes every fault not yet used. */
  public void clear() {
    rules.clear();
    refusals.clear();
  }

  Effect next(AwsRequest request) {
    if (rules.isEmpty()) {
      return Effect.NONE;
    }
    List<Fault> met = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.matching.test(request) && rule.left.getAndDecrement() > 0) {
        met.add(rule.fault);
      }
    }
    rules.removeIf(rule -> rule.left.get() <= 0);
    return new Effect(met);
  }

  private record Rule(Predicate<AwsRequest> matching, AtomicInteger left, Fault fault) {}

  /** The faults one request meets. */
  record Effect(List<Fault> faults) {
    static final Effect NONE = new Effect(List.of());

    void delay() {
      for (Fault fault : faults) {
        if (fault instanceof Fault.Delay delay) {
          sleep(delay.time());
        }
      }
    }

    void fail() {
      Fault.@Nullable Error error = null;
      for (Fault fault : faults) {
        if (fault instanceof Fault.Error e && error == null) {
          error = e;
        }
      }
      if (error != null) {
        throw new AwsException(error.status(), error.code(), error.message());
      }
    }

    boolean cutsBeforeWork() {
      return faults.stream().anyMatch(Fault.DropRequest.class::isInstance);
    }

    boolean cutsAfterWork() {
      return faults.stream().anyMatch(Fault.DropAnswer.class::isInstance);
    }

    private static void sleep(Duration time) {
      try {
        Thread.sleep(time.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
