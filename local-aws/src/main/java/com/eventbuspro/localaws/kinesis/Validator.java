package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request's members and says it the way AWS does, all at once. */
final class Validator {
  private static final Pattern STREAM_NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
  private static final Pattern STREAM_ARN =
      Pattern.compile("arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+");

  private final List<String> violations = new ArrayList<>();

  Validator streamName(@Nullable String value) {
    length("streamName", value, 1, 128);
    return pattern("streamName", value, STREAM_NAME);
  }

  Validator streamArn(@Nullable String value) {
    length("streamARN", value, 1, 2048);
    return pattern("streamARN", value, STREAM_ARN);
  }

  Validator shardId(String member, @Nullable String value) {
    length(member, value, 1, 128);
    return pattern(member, value, STREAM_NAME);
  }

  Validator sequenceNumber(String member, @Nullable String value) {
    return pattern(member, value, Pattern.compile("0|([1-9]\\d{0,128})"));
  }

  Validator required(String member, @Nullable Object value) {
    if (value == null) {
      add("null", member, "Member must not be null");
    }
    return this;
  }

  Validator length(String member, @Nullable String value, int least, int most) {
    if (value != null && value.length() < least) {
      add(quote(value), member, "Member must have length greater than or equal to " + least);
    }
    if (value != null && value.length() > most) {
      add(quote(value), member, "Member must have length less than or equal to " + most);
    }
    return this;
  }

  Validator range(String member, @Nullable Integer value, int least, int most) {
    if (value != null && value < least) {
      add(quote(value), member, "Member must have value greater than or equal to " + least);
    }
    if (value != null && value > most) {
      add(quote(value), member, "Member must have value less than or equal to " + most);
    }
    return this;
  }

  Validator pattern(String member, @Nullable String value, Pattern pattern) {
    if (value != null && !pattern.matcher(value).matches()) {
      add(
          quote(value),
          member,
          "Member must satisfy regular expression pattern: " + pattern.pattern());
    }
    return this;
  }

  Validator oneOf(String member, @Nullable String value, List<String> allowed) {
    if (value != null && !allowed.contains(value)) {
      add(quote(value), member, "Member must satisfy enum value set: " + allowed);
    }
    return this;
  }

  Validator size(String member, @Nullable List<?> value, int least, int most) {
    if (value != null && value.size() < least) {
      add(quote(value), member, "Member must have length greater than or equal to " + least);
    }
    if (value != null && value.size() > most) {
      add(
          "a list of " + value.size(),
          member,
          "Member must have length less than or equal to " + most);
    }
    return this;
  }

  private static String quote(Object value) {
    return "'" + value + "'";
  }

  /** Notes one violation. */
  void add(String value, String member, String constraint) {
    violations.add(
        "Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
  }

  /**
   * Ends the collection.
   *
   * @throws AwsException ValidationException naming every violation, when there is any
   */
  void check() {
    if (!violations.isEmpty()) {
      throw Errors.validation(
          violations.size()
              + (violations.size() == 1
                  ? " validation error detected: "
                  : " validation errors detected: ")
              + String.join("; ", violations));
    }
  }
}
