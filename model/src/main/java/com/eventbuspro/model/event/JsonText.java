package com.eventbuspro.model.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** JSON at the level of characters and bytes. */
final class JsonText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long BACKSLASHES = '\\' * LOW_BITS;

  private JsonText() {}

  /**
   * Whether the bytes hold an escape or anything beyond ASCII. If not, none of their strings can
   * hold a NUL or half a surrogate pair, and need no look at every character.
   */
  static boolean hasEscapesOrNonAscii(byte[] json) {
    int i = 0;
    for (; i + Long.BYTES <= json.length; i += Long.BYTES) {
      long word = (long) LONGS.get(json, i);
      long difference = word ^ BACKSLASHES;
      long zeroBytes = (difference - LOW_BITS) & ~difference;
      if (((word | zeroBytes) & HIGH_BITS) != 0) {
        return true;
      }
    }
    for (; i < json.length; i++) {
      if (json[i] < 0 || json[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** Whether a table can hold the text: no NUL, no half of a surrogate pair. */
  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with U+FFFD for what no table can hold. */
  static String storable(String text) {
    if (isStorable(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (c == 0 || (Character.isSurrogate(c) && !isHalfOfPair(text, i))) {
        out.setCharAt(i, '\uFFFD');
      }
    }
    return out.toString();
  }

  /** Appends a JSON string that is pure text to every reader: what is not storable is escaped. */
  static void appendQuoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || (Character.isSurrogate(c) && !isHalfOfPair(text, i))) {
        out.append("\\u").append(Character.forDigit(c >> 12, 16));
        out.append(Character.forDigit((c >> 8) & 15, 16));
        out.append(Character.forDigit((c >> 4) & 15, 16));
        out.append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean isHalfOfPair(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
