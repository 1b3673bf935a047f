package com.eventbuspro.transform.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Patterns of LIKE and SIMILAR TO as regular expressions, to tell how long they take. */
final class SqlPattern {
  private static final String ANY = "[\\s\\S]";
  private static final Pattern CLASS = Pattern.compile("\\[\\^?[A-Za-z0-9_ ,.;:+/@#-]+\\]");
  private static final Pattern NAMED_CLASS = Pattern.compile("\\[\\^?\\[:[A-Za-z]+:\\]\\]");

  private SqlPattern() {}

  /**
   * The regular expression that a pattern stands for.
   *
   * @param escape what makes the character after it stand for itself, or null
   * @param similar whether repetitions, classes and groups count
   * @throws RegexParser.UnreadableException where that is beyond it
   */
  static String regex(String pattern, @Nullable String escape, boolean similar) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (escape != null && escape.indexOf(c) == 0 && i + 1 < pattern.length()) {
        i++;
        literal(regex, pattern.charAt(i));
      } else if (c == '%') {
        regex.append(ANY).append('*');
      } else if (c == '_') {
        regex.append(ANY);
      } else if (similar && c == '[') {
        Matcher named = NAMED_CLASS.matcher(pattern).region(i, pattern.length());
        Matcher plain = CLASS.matcher(pattern).region(i, pattern.length());
        if (named.lookingAt()) {
          regex.append(ANY);
          i = named.end() - 1;
        } else if (plain.lookingAt()) {
          regex.append(plain.group());
          i = plain.end() - 1;
        } else {
          throw new RegexParser.UnreadableException();
        }
      } else if (similar && "|*+?{},()0123456789".indexOf(c) >= 0) {
        regex.append(c);
      } else {
        literal(regex, c);
      }
    }
    return regex.toString();
  }

  private static void literal(StringBuilder regex, char c) {
    regex.append(c < 128 && !Character.isLetterOrDigit(c) ? "\\" : "").append(c);
  }
}
