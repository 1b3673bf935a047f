package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A page of a list that is sorted by name.
 *
 * <p>The marker is the last name given out, so that what is added or removed between two pages
 * shifts nothing.
 *
 * @param items of this page
 * @param marker where the next page begins; empty at the end
 */
record Page<T>(List<T> items, Optional<String> marker) {
  private static final int DEFAULT_ITEMS = 100;
  private static final int MAX_ITEMS = 1000;

  static <T> Page<T> of(Parameters in, List<T> sorted, Function<T, String> name) {
    int size = in.number("MaxItems", 1, MAX_ITEMS).orElse(DEFAULT_ITEMS);
    String after = in.text("Marker").map(Page::decode).orElse("");
    List<T> rest = sorted.stream().filter(item -> name.apply(item).compareTo(after) > 0).toList();
    if (rest.size() <= size) {
      return new Page<>(rest, Optional.empty());
    }
    List<T> items = rest.subList(0, size);
    return new Page<>(items, Optional.of(encode(name.apply(items.get(size - 1)))));
  }

  Xml add(Xml out, String listName, BiConsumer<Xml, T> content) {
    return out.text("IsTruncated", Boolean.toString(marker.isPresent()))
        .text("Marker", marker)
        .list(listName, items, content);
  }

  private static String encode(String name) {
    return Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw IamErrors.validation("Invalid Marker.");
    }
  }
}
