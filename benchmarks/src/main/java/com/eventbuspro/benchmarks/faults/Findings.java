package com.eventbuspro.benchmarks.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the lake. */
final class Findings {
  private static final int KEPT = 20;

  private final Map<Wrong, Long> counts = new EnumMap<>(Wrong.class);
  private final List<Finding> first = new ArrayList<>();

  /** A way to be wrong. */
  enum Wrong {
    /** Acknowledged or in the stream, and not in the lake. */
    LOST("lost"),
    /** More than once in the lake. */
    DOUBLED("doubled"),
    /** In the lake, and never sent, or not as it was sent. */
    STRANGE("strange"),
    /** In the lake before an earlier event of its key. */
    OUT_OF_ORDER("out of order"),
    /** A snapshot whose rows are not those that its positions say. */
    MISPLACED("misplaced"),
    /** A position that went back. */
    WENT_BACK("positions back"),
    /** Acknowledged and not in the stream, or there though refused: the streams are wrong. */
    NOT_STREAMED("wrong in the stream");

    private final String label;

    Wrong(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /**
   * One of them.
   *
   * @param moment when it happened, milliseconds since the epoch, about
   */
  record Finding(Wrong wrong, String what, long moment) {}

  void add(Finding finding) {
    counts.merge(finding.wrong(), 1L, Long::sum);
    if (first.size() < KEPT) {
      first.add(finding);
    }
  }

  long count(Wrong wrong) {
    return counts.getOrDefault(wrong, 0L);
  }

  boolean areNone() {
    return counts.isEmpty();
  }

  /** The first ones, enough to begin with. */
  List<Finding> first() {
    return List.copyOf(first);
  }
}
