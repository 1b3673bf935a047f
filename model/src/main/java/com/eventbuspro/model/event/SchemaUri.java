package com.eventbuspro.model.event;

import com.eventbuspro.model.EventTypeName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a schema version stands in a CloudEvent's {@code dataschema}: {@code
 * <base>/event-types/<name>/schemas/<version>}, where the base is any URL or nothing.
 *
 * @param type the event type
 * @param version the schema version, 1 or more
 */
public record SchemaUri(EventTypeName type, int version) {
  private static final Pattern PATTERN =
      Pattern.compile("(?:.*/)?event-types/([a-z0-9_.]{1,127})/schemas/([1-9][0-9]{0,8})");
  private static final int MAX_LENGTH = 2_048;

  public SchemaUri {
    if (version < 1) {
      throw new IllegalArgumentException("A schema version is at least 1, not " + version);
    }
  }

  /** Reads a URI; empty when it is not of this form. */
  public static Optional<SchemaUri> parse(String uri) {
    if (uri.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher matcher = PATTERN.matcher(uri);
    if (!matcher.matches() || !EventTypeName.isValid(matcher.group(1))) {
      return Optional.empty();
    }
    return Optional.of(
        new SchemaUri(EventTypeName.parse(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  /** The URI relative to the platform's API: {@code /event-types/<name>/schemas/<version>}. */
  @Override
  public String toString() {
    return "/event-types/" + type + "/schemas/" + version;
  }
}
