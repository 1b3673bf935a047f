package com.eventbuspro.platform.quarantine;

import com.eventbuspro.platform.eventtype.PersonalData;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The data of a record as an answer shows it.
 *
 * @param content the data, or its beginning when it is long
 * @param encoding how the content is to be read
 * @param bytes how many bytes the data has in all
 * @param cut whether the content is only the beginning
 * @param masked whether values are hidden from the caller since they may be personal data
 */
public record Payload(String content, Encoding encoding, int bytes, boolean cut, boolean masked) {
  private static final int MAX_BYTES = 4096;

  /** How bytes became text. */
  public enum Encoding {
    /** They are text. */
    UTF8,
    /** They are not. */
    BASE64
  }

  /**
   * As it may be shown.
   *
   * @param hidden what may not; null when all may
   */
  static Payload of(byte[] data, @Nullable PersonalData hidden) {
    return hidden == null ? whole(data) : masked(data, hidden);
  }

  private static Payload masked(byte[] data, PersonalData hidden) {
    String event = hidden.event(new String(data, StandardCharsets.UTF_8)).orElse(PersonalData.MASK);
    Payload shown = whole(event.getBytes(StandardCharsets.UTF_8));
    return new Payload(shown.content, shown.encoding, data.length, shown.cut, true);
  }

  private static Payload whole(byte[] data) {
    boolean cut = data.length > MAX_BYTES;
    byte[] shown = cut ? Arrays.copyOf(data, MAX_BYTES) : data;
    CharBuffer text = CharBuffer.allocate(shown.length);
    // A character that was cut in two is left out; one that is none makes it binary.
    CoderResult read =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(shown), text, !cut);
    return read.isError()
        ? new Payload(
            Base64.getEncoder().encodeToString(shown), Encoding.BASE64, data.length, cut, false)
        : new Payload(text.flip().toString(), Encoding.UTF8, data.length, cut, false);
  }
}
