package com.eventbuspro.platform.console;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.platform.eventtype.EventType;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What SQL can read: event types and their columns. */
@Component
class SqlSources {
  private static final int ROWS = 50;

  private final EventTypes eventTypes;

  SqlSources(EventTypes eventTypes) {
    this.eventTypes = eventTypes;
  }

  /**
   * A column.
   *
   * @param name its name
   * @param insert as it is written in SQL
   * @param type its type, in words
   * @param meaning its description
   * @param pii whether it holds personal data
   */
  record Column(String name, String insert, String type, String meaning, boolean pii) {}

  /** Adds the event types that match a text to a page. */
  void add(Model model, String text) {
    Page<EventType> page =
        eventTypes.search(new EventTypes.Search(text, ""), PageRequest.first(ROWS));
    model.addAttribute("sources", page.items());
    model.addAttribute("more", page.next() != null);
  }

  /** The names of event types, as many as can be completed. */
  List<String> names() {
    return eventTypes
        .search(new EventTypes.Search("", ""), PageRequest.first(PageRequest.MAX))
        .items()
        .stream()
        .map(EventType::name)
        .toList();
  }

  /** The columns of an event type: the event time, its own, and what every event has. */
  List<Column> columns(EventTypeName name) {
    List<Column> columns = new ArrayList<>();
    columns.add(
        envelope(Envelope.TIME, "timestamp", "When it happened; windows and joins go by it"));
    own(eventTypes.get(name)).stream().map(SqlSources::column).forEach(columns::add);
    columns.add(envelope(Envelope.ID, "string", "The event's id"));
    columns.add(envelope(Envelope.SOURCE, "string", "Where it came from"));
    columns.add(envelope(Envelope.SCHEMA_VERSION, "int", "The schema version it was read with"));
    columns.add(envelope(Envelope.INGESTED_AT, "timestamp", "When it arrived in the stream"));
    columns.add(envelope(Envelope.SHARD, "string", "The shard it was read from"));
    columns.add(envelope(Envelope.SEQUENCE, "string", "Its sequence number in the shard"));
    columns.add(envelope(Envelope.EXTRA, "string", "Undeclared properties, as JSON text"));
    columns.add(envelope("_processed_at", "timestamp", "When the pipeline processes it"));
    return columns;
  }

  /** A SELECT to start from. */
  String selectAll(EventType eventType) {
    List<Field> fields = own(eventType);
    String columns =
        fields.stream().map(f -> SqlNames.quoted(f.name())).collect(Collectors.joining(",\n  "));
    return "SELECT\n  " + columns + "\nFROM " + eventType.name() + "\n";
  }

  private static List<Field> own(EventType eventType) {
    if (eventType.schema() == null) {
      throw new IllegalStateException("An event type that is read whole has its schema");
    }
    return EventSchema.parse(eventType.schemaVersion(), eventType.schema().toString())
        .root()
        .fields();
  }

  private static Column column(Field field) {
    return new Column(
        field.name(),
        SqlNames.quoted(field.name()),
        SchemaColumn.words(field.type()),
        field.description(),
        field.pii());
  }

  private static Column envelope(String name, String type, String meaning) {
    return new Column(name, name, type, meaning, false);
  }
}
