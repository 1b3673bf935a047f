package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.sql.EventTypeTable;
import com.eventbuspro.transform.sql.EventTypes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Those of the event types that one author may read, as tables. */
public final class ReadableEventTypes implements EventTypes {
  private final SourceEventTypes all;
  private final Set<EventTypeName> names;
  private final Map<EventTypeName, EventTypeTable> tables = new ConcurrentHashMap<>();

  /**
   * Restricts.
   *
   * @param readable those that may be read; null for all
   */
  public ReadableEventTypes(SourceEventTypes all, @Nullable Set<EventTypeName> readable) {
    this.all = all;
    if (readable == null) {
      this.names = all.names();
    } else {
      Set<EventTypeName> both = new TreeSet<>(readable);
      both.retainAll(all.names());
      this.names = both;
    }
  }

  @Override
  public Set<EventTypeName> names() {
    return names;
  }

  @Override
  public Optional<EventTypeTable> table(EventTypeName name) {
    EventTypeTable known = tables.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<EventTypeTable> table = eventType(name).map(SourceEventType::table);
    table.ifPresent(made -> tables.put(name, made));
    return table;
  }

  /** One of them; empty if it may not be read or is none. */
  public Optional<SourceEventType> eventType(EventTypeName name) {
    return names.contains(name) ? all.find(name) : Optional.empty();
  }

  /** Whether a column holds personal data. */
  public boolean isPersonal(EventTypeName name, String column) {
    return eventType(name).filter(type -> type.personalColumns().contains(column)).isPresent();
  }

  /** Whether a column is the property that holds the time of its event type. */
  boolean isTime(EventTypeName name, String column) {
    return eventType(name).filter(type -> column.equals(type.timeProperty())).isPresent();
  }
}
