package com.eventbuspro.model;

import java.util.regex.Pattern;

/**
 * The name of an event type, {@code domain.event}. The same name is the SQL table, the Iceberg
 * identifier (namespace {@code domain}, table {@code event}) and, prefixed by the environment, the
 * stream.
 *
 * @param domain the part before the dot
 * @param event the part after the dot
 */
public record EventTypeName(String domain, String event) implements Comparable<EventTypeName> {
  private static final Pattern PART = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final String QUARANTINE_SUFFIX = "__quarantine";

  public EventTypeName {
    checkPart(domain, domain + "." + event);
    checkPart(event, domain + "." + event);
    if (event.endsWith(QUARANTINE_SUFFIX)) {
      throw refused(
          domain + "." + event,
          "Names ending in " + QUARANTINE_SUFFIX + " are kept for quarantine");
    }
  }

  /**
   * Parses {@code domain.event}.
   *
   * @throws InvalidInputException if the text is not a name
   */
  public static EventTypeName parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || text.indexOf('.', dot + 1) >= 0) {
      throw refused(text, "A name has two parts with one dot between them");
    }
    return new EventTypeName(text.substring(0, dot), text.substring(dot + 1));
  }

  /** Whether {@link #parse} accepts the text. */
  public static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  /**
   * The Iceberg table, next to the event type's own, that keeps what could not be written there.
   */
  public String quarantineTable() {
    return event + QUARANTINE_SUFFIX;
  }

  /** The stream's name in an environment: {@code ebp-<environment>-<domain>.<event>}. */
  public String streamName(Environment environment) {
    return "ebp-" + environment.value() + "-" + this;
  }

  @Override
  public int compareTo(EventTypeName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return domain + "." + event;
  }

  private static void checkPart(String part, String whole) {
    if (!PART.matcher(part).matches()) {
      throw refused(
          whole,
          "Each part starts with a lower-case letter, followed by at most 62 lower-case letters,"
              + " digits or underscores");
    }
  }

  private static InvalidInputException refused(String text, String rule) {
    return new InvalidInputException(
        Violation.of(
            "/name",
            "INVALID_NAME",
            "Not an event type name: '" + Texts.abbreviate(text) + "'. " + rule,
            "Use domain.event, for example payments.card_settled"));
  }
}
