package com.eventbuspro.localaws.kinesis;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** AWS's rules for tags. */
final class Tags {
  static final int MOST = 50;
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@%]*");

  private Tags() {}

  /** Refuses tags that break a rule, or that would be too many on top of those there are. */
  static void check(Map<String, String> added, Map<String, String> present) {
    Validator validator = new Validator();
    added.forEach(
        (key, value) -> {
          validator.length("tags", key, 1, 128).length("tags", value, 0, 256);
          if (!ALLOWED.matcher(key).matches() || !ALLOWED.matcher(value).matches()) {
            throw Errors.invalidArgument(
                "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white"
                    + " space, _ . / = + - % @.");
          }
          if (key.regionMatches(true, 0, "aws:", 0, 4)) {
            throw Errors.invalidArgument("Tag keys that begin with aws: are reserved for AWS.");
          }
        });
    validator.check();
    Map<String, String> all = new HashMap<>(present);
    all.putAll(added);
    if (all.size() > MOST) {
      throw Errors.invalidArgument(
          "A stream can have at most " + MOST + " tags, not " + all.size() + ".");
    }
  }
}
