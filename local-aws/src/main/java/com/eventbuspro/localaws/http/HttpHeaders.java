package com.eventbuspro.localaws.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request headers, looked up without regard to case; several values of one name keep their order.
 */
public final class HttpHeaders {
  private final Map<String, List<String>> values;

  private HttpHeaders(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Copies the given headers; names that differ only in case must not both occur. */
  public static HttpHeaders of(Map<String, List<String>> headers) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    headers.forEach((name, all) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(all)));
    return new HttpHeaders(copy);
  }

  /** Takes over a map whose names are lower-case already; it must not change any more. */
  static HttpHeaders ofLowerCase(Map<String, List<String>> headers) {
    return new HttpHeaders(headers);
  }

  /** The first value of the header, or null when it was not sent. */
  public @Nullable String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.get(0);
  }

  /** Every value of the header in the order received; empty when it was not sent. */
  public List<String> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
