package com.eventbuspro.model.event;

import com.eventbuspro.model.schema.Pointers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** One record being read: where the readers are, and what they found that the schema lacks. */
final class Reading {
  private final byte[] source;
  private final int sourceOffset;
  private final String prefix;
  private final boolean suspicious;

  /** The names on the way to the value being read; null where {@link #indexes} holds the step. */
  final @Nullable String[] names;

  /** The index of the list element being read, where {@link #names} is null. */
  final int[] indexes;

  private int level;
  private @Nullable Extras extras;

  /**
   * Starts to read.
   *
   * @param source the bytes that the parser reads
   * @param sourceOffset where in them the parser began
   * @param prefix pointer to the data in the record as received
   * @param suspicious whether a string may hold what no table can
   * @param depth how many containers of the schema are around a value at most
   */
  Reading(byte[] source, int sourceOffset, String prefix, boolean suspicious, int depth) {
    this.source = source;
    this.sourceOffset = sourceOffset;
    this.prefix = prefix;
    this.suspicious = suspicious;
    this.names = new @Nullable String[depth];
    this.indexes = new int[depth];
  }

  /** Steps into a container; the answer is the place of its members in the path. */
  int enter() {
    return level++;
  }

  void leave() {
    level--;
  }

  boolean suspicious() {
    return suspicious;
  }

  @Nullable Extras extras() {
    return extras;
  }

  /** Keeps the value that follows the current name, in its own spelling. */
  void keepUndeclared(JsonParser parser, int level) {
    String name = parser.currentName();
    names[level] = name;
    parser.nextToken();
    String json = raw(parser);
    if (extras == null) {
      extras = new Extras();
    }
    if (!extras.put(names, indexes, level, name, json)) {
      throw refuse(RejectionCause.DUPLICATE_KEY, "The key stands twice in its object");
    }
  }

  /** The current value's bytes as text; the parser moves to its end. */
  String raw(JsonParser parser) {
    long start = parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    long end = parser.currentLocation().getByteOffset();
    ByteBuffer bytes = ByteBuffer.wrap(source, sourceOffset + (int) start, (int) (end - start));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw refuse(RejectionCause.MALFORMED_JSON, "The value is not UTF-8");
    }
  }

  /** A refusal of the value being read. */
  Refusal refuse(RejectionCause cause, String message) {
    StringBuilder pointer = new StringBuilder(prefix);
    for (int i = 0; i < level; i++) {
      String name = names[i];
      pointer.append(Pointers.child("", name != null ? name : Integer.toString(indexes[i])));
    }
    return new Refusal(cause, JsonText.storable(pointer.toString()), message);
  }

  /** A refusal of the container whose members are at a level. */
  Refusal refuseContainer(int level, RejectionCause cause, String message) {
    this.level = level;
    return refuse(cause, message);
  }
}
