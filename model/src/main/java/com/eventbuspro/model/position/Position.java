package com.eventbuspro.model.position;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * How far a shard has been read. Totally ordered: beginning, then every sequence number, then end.
 * Positions of a shard only ever grow.
 */
public sealed interface Position extends Comparable<Position>, Serializable {

  /** Nothing was read yet. Never written to a table: a table without a position says the same. */
  record Beginning() implements Position {
    private static final long serialVersionUID = 1L;

    @Override
    public String encode() {
      return "beginning";
    }
  }

  /**
   * Everything up to and including this sequence number was read; reading goes on after it.
   *
   * @param sequence the sequence number, a decimal number without sign or leading zeros
   */
  record After(String sequence) implements Position {
    private static final long serialVersionUID = 1L;

    public After {
      if (sequence.isEmpty()
          || sequence.length() > 128
          || !isDigits(sequence)
          || (sequence.length() > 1 && sequence.charAt(0) == '0')) {
        throw new IllegalArgumentException("Not a sequence number: '" + sequence + "'");
      }
    }

    // Once per record: a stream of characters would be felt.
    private static boolean isDigits(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < '0' || c > '9') {
          return false;
        }
      }
      return true;
    }

    @Override
    public String encode() {
      return sequence;
    }
  }

  /** The shard is closed and was read to its end; its children may be read now. */
  record Ended() implements Position {
    private static final long serialVersionUID = 1L;

    @Override
    public String encode() {
      return "ended";
    }
  }

  /** Nothing was read yet. */
  Position BEGINNING = new Beginning();

  /** The shard was read to its end. */
  Position ENDED = new Ended();

  /** Everything up to and including the sequence number was read. */
  static Position after(String sequence) {
    return new After(sequence);
  }

  /** The text kept in snapshots: {@code beginning}, a sequence number, or {@code ended}. */
  String encode();

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static Position decode(String text) {
    return switch (text) {
      case "beginning" -> BEGINNING;
      case "ended" -> ENDED;
      default -> after(text);
    };
  }

  @Override
  default int compareTo(Position other) {
    if (this instanceof After mine && other instanceof After theirs) {
      return new BigInteger(mine.sequence()).compareTo(new BigInteger(theirs.sequence()));
    }
    return Integer.compare(rank(this), rank(other));
  }

  private static int rank(Position position) {
    if (position instanceof Beginning) {
      return 0;
    }
    return position instanceof After ? 1 : 2;
  }
}
