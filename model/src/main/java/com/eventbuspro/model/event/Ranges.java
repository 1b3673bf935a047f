package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints.Bound;

/** How a number beyond its bounds is told. */
final class Ranges {
  private Ranges() {}

  static String below(Bound minimum) {
    return "is not " + (minimum.inclusive() ? "at least " : "above ") + minimum.value();
  }

  static String above(Bound maximum) {
    return "is not " + (maximum.inclusive() ? "at most " : "below ") + maximum.value();
  }
}
