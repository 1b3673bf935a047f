package com.eventbuspro.transform.sql;

import com.eventbuspro.model.EventTypeName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.types.Types;

/** Which event types a piece of SQL seems to speak of, whether or not it is valid. */
final class Mentions {
  // Names in the order of the text, in backticks or not.
  private static final Pattern NAME =
      Pattern.compile("`?\\b([a-z][a-z0-9_]{0,62})`?\\s*\\.\\s*`?([a-z][a-z0-9_]{0,62})\\b`?");

  // Each costs a look at its schema.
  private static final int MAX = 20;

  private final List<EventTypeTable> tables;

  private Mentions(List<EventTypeTable> tables) {
    this.tables = tables;
  }

  static Mentions of(String sql, EventTypes eventTypes) {
    return new Mentions(
        NAME.matcher(sql)
            .results()
            .map(match -> match.group(1) + "." + match.group(2))
            .distinct()
            .filter(EventTypeName::isValid)
            .map(EventTypeName::parse)
            .filter(eventTypes.names()::contains)
            .limit(MAX)
            .map(eventTypes::table)
            .flatMap(Optional::stream)
            .toList());
  }

  /** The columns of all of them. */
  Stream<String> columns() {
    return tables.stream()
        .flatMap(table -> table.columns().columns().stream())
        .map(Types.NestedField::name);
  }
}
