package com.eventbuspro.platform.quarantine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The data of a record as an answer shows it.
 *
 * @param content the data, or its beginning when it is long
 * @param encoding how the content is to be read
 * @param bytes how many bytes the data has in all
 * @param cut whether the content is only the beginning
 */
public record Payload(String content, Encoding encoding, int bytes, boolean cut) {
  private static final int MAX_BYTES = 4096;

  /** How bytes became text. */
  public enum Encoding {
    /** They are text. */
    UTF8,
    /** They are not. */
    BASE64
  }

  static Payload of(byte[] data) {
    boolean cut = data.length > MAX_BYTES;
    byte[] shown = cut ? Arrays.copyOf(data, MAX_BYTES) : data;
    CharBuffer text = CharBuffer.allocate(shown.length);
    // A character that was cut in two is left out; one that is none makes it binary.
    CoderResult read =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(shown), text, !cut);
    return read.isError()
        ? new Payload(Base64.getEncoder().encodeToString(shown), Encoding.BASE64, data.length, cut)
        : new Payload(text.flip().toString(), Encoding.UTF8, data.length, cut);
  }
}
