package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Constraints;

/** How a wrong size is told. */
final class Sizes {
  private Sizes() {}

  static String message(String subject, int size, String unit, Constraints constraints) {
    String wanted =
        size < constraints.minSize()
            ? "at least " + constraints.minSize()
            : "at most " + constraints.maxSize();
    return subject + " " + size + " " + unit + "; " + wanted + " are expected";
  }
}
