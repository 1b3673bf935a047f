package com.eventbuspro.platform.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One of a list to choose from.
 *
 * @param value what is sent
 * @param label what is read
 */
record Choice(String value, String label) {

  static <E extends Enum<E>> List<Choice> of(E[] values, Function<E, String> label) {
    return Arrays.stream(values).map(v -> new Choice(v.name(), label.apply(v))).toList();
  }

  /** An enum's name as a word. */
  static String label(Enum<?> value) {
    String name = value.name().replace('_', ' ');
    return name.substring(0, 1) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
