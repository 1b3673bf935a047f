package com.eventbuspro.provisioner.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cloud of things with two properties each. It keeps a journal of the changes that really
 * happened, and can go wrong in the ways that clouds do. It outlives the processes that use it.
 */
final class FakeCloud {
  /** What goes wrong with the next change. */
  enum Trouble {
    NONE,
    THROTTLED,
    TIMED_OUT_BEFORE,
    TIMED_OUT_AFTER,
    CONFLICT,
    ACCESS_DENIED,
    INVALID
  }

  /** What exists under a name. */
  record Thing(Map<String, Integer> properties, Optional<String> mark, Instant visibleFrom) {
    Thing {
      properties = Map.copyOf(properties);
    }
  }

  final Map<String, Thing> things = new HashMap<>();
  final List<String> journal = new ArrayList<>();
  final Deque<Trouble> troubles = new ArrayDeque<>();
  final Deque<Trouble> lookTroubles = new ArrayDeque<>();

  /** How long what was just made does not show. */
  Duration hiddenFor = Duration.ZERO;

  /** How many looks after a change find the thing busy with it. */
  int busyLooks;

  /** Whether what is made carries its mark from the first moment on. */
  boolean marksOnCreate = true;

  private final Map<String, Integer> busy = new HashMap<>();
  private final Clock clock;

  FakeCloud(Clock clock) {
    this.clock = clock;
  }

  Optional<Thing> look(String name) {
    Trouble trouble = lookTroubles.isEmpty() ? Trouble.NONE : lookTroubles.poll();
    fail(trouble);
    Thing thing = things.get(name);
    boolean visible = thing != null && !clock.instant().isBefore(thing.visibleFrom());
    return visible ? Optional.of(thing) : Optional.empty();
  }

  boolean isBusy(String name) {
    int left = busy.getOrDefault(name, 0);
    busy.put(name, Math.max(0, left - 1));
    return left > 0;
  }

  void create(String name, Map<String, Integer> properties, String mark) {
    change(
        "create",
        name,
        () -> {
          if (things.containsKey(name)) {
            throw new CloudException(CloudFailure.CONFLICT, name + " exists already");
          }
          Optional<String> marked = marksOnCreate ? Optional.of(mark) : Optional.empty();
          things.put(name, new Thing(properties, marked, clock.instant().plus(hiddenFor)));
        });
  }

  void set(String name, String property, int value) {
    change(
        property,
        name,
        () -> {
          Thing thing = require(name);
          Map<String, Integer> properties = new HashMap<>(thing.properties());
          properties.put(property, value);
          things.put(name, new Thing(properties, thing.mark(), thing.visibleFrom()));
        });
  }

  void mark(String name, String mark) {
    change(
        "mark",
        name,
        () -> {
          Thing thing = require(name);
          things.put(name, new Thing(thing.properties(), Optional.of(mark), thing.visibleFrom()));
        });
  }

  private Thing require(String name) {
    Thing thing = things.get(name);
    if (thing == null) {
      throw new CloudException(CloudFailure.NOT_FOUND, name + " does not exist");
    }
    return thing;
  }

  private void change(String what, String name, Runnable work) {
    Trouble trouble = troubles.isEmpty() ? Trouble.NONE : troubles.poll();
    if (trouble != Trouble.TIMED_OUT_AFTER) {
      fail(trouble);
    }
    work.run();
    journal.add("thing." + what + " " + name);
    busy.put(name, busyLooks);
    if (trouble == Trouble.TIMED_OUT_AFTER) {
      throw new CloudException(CloudFailure.UNKNOWN_OUTCOME, "The answer was lost");
    }
  }

  private static void fail(Trouble trouble) {
    switch (trouble) {
      case NONE -> {}
      case THROTTLED -> throw new CloudException(CloudFailure.THROTTLED, "Rate exceeded");
      case TIMED_OUT_BEFORE, TIMED_OUT_AFTER ->
          throw new CloudException(CloudFailure.UNKNOWN_OUTCOME, "The answer was lost");
      case CONFLICT -> throw new CloudException(CloudFailure.CONFLICT, "Something else goes on");
      case ACCESS_DENIED -> throw new CloudException(CloudFailure.ACCESS_DENIED, "Not allowed");
      case INVALID -> throw new CloudException(CloudFailure.INVALID, "No such value");
    }
  }
}
