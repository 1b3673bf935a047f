package com.eventbuspro.transform.sql;

import java.util.BitSet;
import java.util.List;

/** A part of a regular expression, as far as it matters for how long matching takes. */
sealed interface RegexPart {
  /** A part without end repeats so many times. */
  int WITHOUT_END = Integer.MAX_VALUE;

  /**
   * One character.
   *
   * @param characters which: ASCII, and one bit for all others
   */
  record One(BitSet characters) implements RegexPart {}

  /** A place, which takes no character. */
  enum Place implements RegexPart {
    START,
    END,
    OTHER
  }

  /** What is ahead or behind, or is not; takes no character. */
  record Look(RegexPart body) implements RegexPart {}

  /** One after the other. */
  record Sequence(List<RegexPart> parts) implements RegexPart {}

  /** One of them. */
  record Choice(List<RegexPart> parts) implements RegexPart {}

  /**
   * The same again.
   *
   * @param possessive it gives nothing back that it took
   */
  record Repeat(RegexPart body, int min, int max, boolean possessive) implements RegexPart {}
}
