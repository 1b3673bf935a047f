package com.eventbuspro.localaws.query;

import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.AwsRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The parameters of a Query call, checked as they are asked for. */
public final class Parameters {
  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  /** Reads the body, or the query of a call without one. */
  public static Parameters of(AwsRequest request) {
    String query = request.query();
    String form =
        request.body().length > 0 || query == null
            ? new String(request.body(), StandardCharsets.UTF_8)
            : query;
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return new Parameters(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsException(
          400, "MalformedQueryString", "The query string contains a syntax error.");
    }
  }

  /** The value as sent; empty when it was not, or was sent empty. */
  public Optional<String> text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** The value; a validation error when there is none. */
  public String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                invalid(
                    "Value null at '"
                        + member(name)
                        + "' failed to satisfy constraint: Member must not be null"));
  }

  /** The value; a validation error when there is none or it does not fit. */
  public String required(String name, Pattern pattern, int maxLength) {
    return checked(name, required(name), pattern, maxLength);
  }

  /** The value if there is one; a validation error when it does not fit. */
  public Optional<String> text(String name, Pattern pattern, int maxLength) {
    return text(name).map(value -> checked(name, value, pattern, maxLength));
  }

  private static String checked(String name, String value, Pattern pattern, int maxLength) {
    if (value.length() > maxLength) {
      throw invalid(
          "Value '"
              + value
              + "' at '"
              + member(name)
              + "' failed to satisfy constraint: Member must have length less than or equal to "
              + maxLength);
    }
    if (!pattern.matcher(value).matches()) {
      throw invalid(
          "Value '"
              + value
              + "' at '"
              + member(name)
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
              + pattern.pattern());
    }
    return value;
  }

  /** A number between the limits; empty when it was not sent. */
  public OptionalInt number(String name, int min, int max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      // refused below, together with numbers out of range
    }
    throw invalid(
        "Value '"
            + text.get()
            + "' at '"
            + member(name)
            + "' failed to satisfy constraint: Member must have value between "
            + min
            + " and "
            + max);
  }

  /** The members of a list such as {@code TagKeys.member.1}. */
  public List<String> list(String name) {
    List<String> members = new ArrayList<>();
    for (int i = 1; values.containsKey(name + ".member." + i); i++) {
      members.add(values.get(name + ".member." + i));
    }
    return members;
  }

  /** One field of every member of a list of structures, such as {@code PolicyArns.member.1.arn}. */
  public List<String> list(String name, String field) {
    List<String> members = new ArrayList<>();
    for (int i = 1; values.containsKey(name + ".member." + i + "." + field); i++) {
      members.add(values.get(name + ".member." + i + "." + field));
    }
    return members;
  }

  /** The tags of {@code Tags.member.N.Key} and {@code .Value}, in the order sent. */
  public Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 1; values.containsKey("Tags.member." + i + ".Key"); i++) {
      String key = values.get("Tags.member." + i + ".Key");
      String value = values.getOrDefault("Tags.member." + i + ".Value", "");
      if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
        throw invalid(
            "Value '"
                + key
                + "' at 'tags."
                + i
                + ".member.key' failed to satisfy constraint: Member must have length between 1 and 128");
      }
      if (tags.put(key, value) != null) {
        throw new AwsException(
            400,
            "InvalidInput",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    return tags;
  }

  private static String member(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static AwsException invalid(String what) {
    return new AwsException(400, "ValidationError", "1 validation error detected: " + what);
  }
}
