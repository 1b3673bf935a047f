package com.eventbuspro.transform.analysis;

import com.eventbuspro.transform.sql.SqlFault;
import com.eventbuspro.transform.sql.SqlPlace;
import com.eventbuspro.transform.sql.Transform;
import com.eventbuspro.transform.sql.Transform.OutputColumn;
import com.eventbuspro.transform.sql.Transform.Warning;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An {@link Analysis} as JSON. What is not known of wrong SQL is empty or null. */
final class AnalysisJson {
  private AnalysisJson() {}

  static ObjectNode of(Analysis.Wrong wrong) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("valid", false);
    json.putArray("faults").add(fault(wrong.fault()));
    json.putArray("columns");
    json.putNull("changes");
    json.putObject("reads");
    json.putArray("warnings");
    json.putArray("destination_faults");
    json.putNull("event_schema");
    json.putNull("time_property");
    return json;
  }

  static ObjectNode of(Analysis.Right right) {
    Transform transform = right.transform();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("valid", true);
    json.putArray("faults");
    columns(json.putArray("columns"), transform.columns(), right.personal());
    json.put("changes", transform.changes().name());
    ObjectNode reads = json.putObject("reads");
    new TreeMap<>(transform.reads())
        .forEach((name, read) -> read.forEach(reads.putArray(name.toString())::add));
    ArrayNode warnings = json.putArray("warnings");
    for (Warning warning : right.warnings()) {
      warnings.addObject().put("operator", warning.operator()).put("message", warning.message());
    }
    ArrayNode faults = json.putArray("destination_faults");
    for (DestinationFault fault : right.destinationFaults()) {
      faults
          .addObject()
          .put("code", fault.code().name())
          .put("message", fault.message())
          .put("suggestion", fault.suggestion());
    }
    boolean canBeEvents = transform.changes() == Transform.Changes.APPEND;
    json.set("event_schema", canBeEvents ? right.derived().document() : null);
    json.put("time_property", right.derived().timeProperty());
    if (right.fingerprint() != null) {
      json.put("fingerprint", right.fingerprint());
    }
    return json;
  }

  private static void columns(ArrayNode json, List<OutputColumn> columns, List<Boolean> personal) {
    for (int i = 0; i < columns.size(); i++) {
      OutputColumn column = columns.get(i);
      ObjectNode one =
          json.addObject()
              .put("name", column.name())
              .put("type", column.type())
              .put("nullable", column.nullable())
              .put("pii", personal.get(i));
      ArrayNode origins = one.putArray("origins");
      column
          .origins()
          .forEach(
              origin ->
                  origins
                      .addObject()
                      .put("event_type", origin.eventType().toString())
                      .put("column", origin.column()));
    }
  }

  /** As a fault of the SQL that stands nowhere in it. */
  static ObjectNode flaw(DestinationFault flaw) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", flaw.code().name());
    json.put("message", flaw.message());
    List.of("line", "column", "end_line", "end_column").forEach(json::putNull);
    json.put("suggestion", flaw.suggestion());
    return json;
  }

  static ObjectNode fault(SqlFault fault) {
    @Nullable SqlPlace place = fault.place();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("code", fault.code().name());
    json.put("message", fault.message());
    json.put("line", place == null ? null : (Integer) place.line());
    json.put("column", place == null ? null : (Integer) place.column());
    json.put("end_line", place == null ? null : (Integer) place.endLine());
    json.put("end_column", place == null ? null : (Integer) place.endColumn());
    json.put("suggestion", fault.suggestion());
    return json;
  }
}
