package com.eventbuspro.platform.problem;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The W3C trace id of the work at hand. It lives in the logging context, so that every log line,
 * problem and audit record of one request carries the same one.
 */
public final class Trace {
  static final String KEY = "trace_id";
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Trace() {}

  /** The trace id of this thread's work; one is made when there is none. */
  public static String current() {
    String id = MDC.get(KEY);
    if (id == null) {
      id = random(16);
      MDC.put(KEY, id);
    }
    return id;
  }

  /** Takes up the caller's trace, or starts one when the header is absent or not valid. */
  static String begin(@Nullable String traceparent) {
    Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
    String id = matcher.matches() ? matcher.group(1) : random(16);
    MDC.put(KEY, id);
    return id;
  }

  /** An id for what happens outside of any request. */
  static String fresh() {
    return random(16);
  }

  static void end() {
    MDC.remove(KEY);
  }

  static String traceparent(String traceId) {
    return "00-" + traceId + "-" + random(8) + "-01";
  }

  private static String random(int bytes) {
    byte[] value = new byte[bytes];
    RANDOM.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
