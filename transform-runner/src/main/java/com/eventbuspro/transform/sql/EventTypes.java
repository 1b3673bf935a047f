package com.eventbuspro.transform.sql;

import com.eventbuspro.model.EventTypeName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The event types that a piece of SQL may read. Asked for a table only if the SQL names it. */
public interface EventTypes {
  /** The names of all of them. */
  Set<EventTypeName> names();

  /** One of them as a table; empty if it is not one of them. */
  Optional<EventTypeTable> table(EventTypeName name);

  /** These and no others. */
  static EventTypes of(Collection<EventTypeTable> tables) {
    Map<EventTypeName, EventTypeTable> known = new TreeMap<>();
    for (EventTypeTable table : tables) {
      if (known.put(table.name(), table) != null) {
        throw new IllegalArgumentException(table.name() + " is given twice");
      }
    }
    return new EventTypes() {
      @Override
      public Set<EventTypeName> names() {
        return known.keySet();
      }

      @Override
      public Optional<EventTypeTable> table(EventTypeName name) {
        return Optional.ofNullable(known.get(name));
      }
    };
  }
}
