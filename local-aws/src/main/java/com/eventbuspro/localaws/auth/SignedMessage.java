package com.eventbuspro.localaws.auth;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an HTTP request that a signature covers, the body aside.
 *
 * @param method HTTP method
 * @param path raw path, percent-encoded as it was sent
 * @param query raw query without the question mark; null when there is none
 * @param headers all values of the header of a name, whatever its case; empty when it was not sent
 */
public record SignedMessage(
    String method, String path, @Nullable String query, Function<String, List<String>> headers) {

  /** The first value of a header, or null when it was not sent. */
  public @Nullable String header(String name) {
    List<String> all = headers.apply(name);
    return all.isEmpty() ? null : all.get(0);
  }
}
