package com.eventbuspro.model.schema;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression from a schema, which is text from outside: matching it costs a bounded
 * number of steps whatever the expression and the value are.
 *
 * <p>The accepted language is what ECMA 262 and RE2 share: no back-references, no look-around, no
 * possessive or atomic groups, no inline flags; at most {@value #MAX_LENGTH} characters. As in ECMA
 * 262, {@code $} is the very end of the text. A value of more than {@value #MAX_VALUE_LENGTH}
 * characters, or one that takes more than {@value #MAX_STEPS} steps, counts as not matching.
 */
public final class SafePattern {
  static final int MAX_LENGTH = 512;
  static final int MAX_VALUE_LENGTH = 1_024;
  static final int MAX_STEPS = 200_000;

  private final String source;
  private final Pattern compiled;

  private SafePattern(String source, Pattern compiled) {
    this.source = source;
    this.compiled = compiled;
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException saying in a sentence why it is not accepted
   */
  static SafePattern compile(String source) {
    if (source.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "The pattern has "
              + source.length()
              + " characters; at most "
              + MAX_LENGTH
              + " are read");
    }
    try {
      return new SafePattern(source, Pattern.compile(translate(source)));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Not a regular expression: " + e.getDescription() + " near index " + e.getIndex(), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("The pattern is nested too deep", e);
    }
  }

  /** Whether the text contains a match, found within the bounds on length and steps. */
  public boolean matches(String text) {
    if (text.length() > MAX_VALUE_LENGTH) {
      return false;
    }
    try {
      return compiled.matcher(new Metered(text, new int[] {MAX_STEPS})).find();
    } catch (OutOfSteps | StackOverflowError e) {
      return false;
    }
  }

  /** The expression as written in the schema. */
  public String source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafePattern that && that.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }

  /** Refuses what only some engines know, and makes {@code $} mean the very end. */
  private static String translate(String source) {
    StringBuilder out = new StringBuilder(source.length() + 8);
    boolean inClass = false;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        checkEscape(source, i);
        out.append(c).append(source.charAt(++i));
      } else if (inClass) {
        inClass = c != ']';
        checkClass(source, i);
        out.append(c);
      } else if (c == '$') {
        out.append("\\z");
      } else {
        inClass = c == '[';
        checkGroup(source, i);
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void checkEscape(String source, int at) {
    if (at + 1 == source.length()) {
      throw new IllegalArgumentException("The pattern ends in a lone backslash");
    }
    char escaped = source.charAt(at + 1);
    if ((escaped >= '1' && escaped <= '9') || "kGQEAZzXRN".indexOf(escaped) >= 0) {
      throw new IllegalArgumentException(
          "The pattern uses \\" + escaped + ", which is a back-reference or not portable");
    }
  }

  private static void checkClass(String source, int at) {
    if (source.startsWith("&&", at) || source.charAt(at) == '[') {
      throw new IllegalArgumentException(
          "The pattern nests character classes, which is not portable; escape [ and & in a class");
    }
  }

  private static void checkGroup(String source, int at) {
    if (source.startsWith("(?", at) && !source.startsWith("(?:", at)) {
      throw new IllegalArgumentException(
          "The pattern uses a group other than (…) and (?:…): look-around, named and atomic"
              + " groups and inline flags are not accepted");
    }
    char c = source.charAt(at);
    if (c == '+' && at > 0 && "*+?}".indexOf(source.charAt(at - 1)) >= 0 && !escaped(source, at)) {
      throw new IllegalArgumentException("The pattern uses a possessive quantifier");
    }
  }

  private static boolean escaped(String source, int at) {
    int slashes = 0;
    for (int i = at - 2; i >= 0 && source.charAt(i) == '\\'; i--) {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private static final class OutOfSteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfSteps() {
      super("out of steps", null, false, false);
    }
  }

  /** Counts how often the engine looks at a character. */
  private record Metered(CharSequence text, int[] stepsLeft) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--stepsLeft[0] < 0) {
        throw new OutOfSteps();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Metered(text.subSequence(start, end), stepsLeft);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
