package com.eventbuspro.localaws.auth.policy;

/**
 * Matching with {@code *} (any text) and {@code ?} (any one character), without regular
 * expressions.
 */
final class Glob {
  private Glob() {}

  /**
   * Whether the whole text matches.
   *
   * <p>Takes at most pattern × text steps, so that no pattern can hold up the server.
   */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
