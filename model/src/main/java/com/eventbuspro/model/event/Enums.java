package com.eventbuspro.model.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** How the listed values are told. */
final class Enums {
  private static final int MAX_SHOWN = 10;

  private Enums() {}

  static String list(List<Object> allowed) {
    String shown =
        allowed.stream()
            .limit(MAX_SHOWN)
            .map(value -> value instanceof BigDecimal n ? n.toPlainString() : value.toString())
            .collect(Collectors.joining(", "));
    return allowed.size() > MAX_SHOWN ? shown + ", …" : shown;
  }
}
