package com.eventbuspro.platform.web;

import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Cursors of one list under one filter: opaque to callers, and refused when the list or the filter
 * is another.
 */
public final class Cursor {
  private final String prefix;

  private Cursor(String prefix) {
    this.prefix = prefix;
  }

  /** Cursors of the list with this name, filtered so. The filter's text form must be its value. */
  public static Cursor of(String list, Object filter) {
    CRC32 crc = new CRC32();
    crc.update((list + " " + filter).getBytes(StandardCharsets.UTF_8));
    return new Cursor("1." + Long.toHexString(crc.getValue()) + ".");
  }

  /** The cursor that stands after the item with this key. */
  public String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((prefix + key).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The key in a cursor.
   *
   * @throws ApiException INVALID_CURSOR
   */
  public String decode(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith(prefix) && text.indexOf('\0') < 0) {
        return text.substring(prefix.length());
      }
    } catch (IllegalArgumentException e) {
      // Refused below, like every other text that is none of ours.
    }
    throw refused();
  }

  /** The key in a cursor of a list whose keys are numbers. */
  public long number(String cursor) {
    return decode(cursor, Long::parseLong);
  }

  /**
   * The key in a cursor, read by something that throws IllegalArgumentException where it is none.
   */
  public <T> T decode(String cursor, Function<String, T> reader) {
    try {
      return reader.apply(decode(cursor));
    } catch (IllegalArgumentException e) {
      throw refused();
    }
  }

  private static ApiException refused() {
    String message = "Not a cursor of this list with these filters";
    return new ApiException(
        ProblemCode.INVALID_CURSOR,
        message,
        List.of(
            Violation.of(
                "/cursor",
                ProblemCode.INVALID_CURSOR.name(),
                message,
                "Use the next of an earlier answer, with the same filters, or leave it out")));
  }
}
