package com.eventbuspro.transform.sql;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Did you mean … */
final class Suggestions {
  private static final int MAX_DISTANCE = 4;
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(MAX_DISTANCE);

  private Suggestions() {}

  /** The known name that a written one is nearest to; null when none is near. */
  static @Nullable String nearest(String written, Collection<String> known) {
    String wanted = written.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> distance(wanted, name) <= Math.min(MAX_DISTANCE, wanted.length() / 3))
        .min(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  private static int distance(String wanted, String name) {
    int distance = DISTANCE.apply(wanted, name.toLowerCase(Locale.ROOT));
    return distance < 0 ? Integer.MAX_VALUE : distance;
  }
}
