package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.transform.sql.Transform.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a next version of an event type's schema would do to the pipelines that read it: each is
 * planned as the schemas are and as they would be.
 */
public final class SchemaImpact {
  private final Supplier<SourceEventTypes> eventTypes;
  private final PipelineView pipelines;
  private final Analyzer analyzer;

  /** Of the pipelines in the control plane's database. */
  public SchemaImpact(
      DataSource database, Supplier<SourceEventTypes> eventTypes, Analyzer analyzer) {
    this.eventTypes = eventTypes;
    this.pipelines = new PipelineView(database);
    this.analyzer = analyzer;
  }

  /**
   * Answers a request.
   *
   * @throws InvalidInputException if there is no such event type, or the document is no schema
   */
  public ObjectNode impact(JsonNode request) {
    EventTypeName name = EventTypeName.parse(request.path("event_type").stringValue(""));
    SourceEventTypes now = eventTypes.get();
    SourceEventType current =
        now.find(name)
            .orElseThrow(
                () -> RequestFields.invalid("/event_type", "There is no event type " + name));
    SourceEventType next = current.with(schema(current.nextVersion(), request.path("document")));
    SourceEventTypes then = replaced(now, next);
    ReadableEventTypes before = new ReadableEventTypes(now, null);
    ReadableEventTypes after = new ReadableEventTypes(then, null);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode found = answer.putArray("pipelines");
    for (PipelineView.Row pipeline : pipelines.mentioning(name.domain(), name.event())) {
      Analysis was = analyze(pipeline, before);
      // One that is broken already is not broken by this.
      if (was instanceof Analysis.Right right && right.transform().reads().containsKey(name)) {
        found.add(compare(pipeline, right, analyze(pipeline, after)));
      }
    }
    return answer;
  }

  private static EventSchema schema(int version, JsonNode document) {
    try {
      return EventSchema.parse(
          version, document.isString() ? document.stringValue() : document.toString());
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.violations().stream()
              .map(
                  violation ->
                      new Violation(
                          "/document" + violation.pointer(),
                          violation.code(),
                          violation.message(),
                          violation.suggestion()))
              .toList());
    }
  }

  private static SourceEventTypes replaced(SourceEventTypes all, SourceEventType one) {
    return new SourceEventTypes() {
      @Override
      public Set<EventTypeName> names() {
        return all.names();
      }

      @Override
      public Optional<SourceEventType> find(EventTypeName name) {
        return name.equals(one.name()) ? Optional.of(one) : all.find(name);
      }
    };
  }

  private Analysis analyze(PipelineView.Row pipeline, ReadableEventTypes eventTypes) {
    return analyzer.analyze(
        pipeline.sql(),
        eventTypes,
        pipeline.stateLife(),
        DestinationJson.parse(pipeline.destination()));
  }

  private static ObjectNode compare(
      PipelineView.Row pipeline, Analysis.Right before, Analysis after) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("pipeline", pipeline.pipeline());
    json.put("version", pipeline.version());
    ArrayNode faults = json.putArray("faults");
    if (after instanceof Analysis.Right right) {
      newFlaws(before, right).forEach(flaw -> faults.add(AnalysisJson.flaw(flaw)));
      json.put("breaks", !faults.isEmpty());
      json.put("changes_output", !output(before).equals(output(right)));
    } else if (after instanceof Analysis.Wrong wrong) {
      faults.add(AnalysisJson.fault(wrong.fault()));
      json.put("breaks", true);
      json.put("changes_output", true);
    }
    return json;
  }

  /** A column that becomes nullable may still be in the key of a table. */
  private static List<DestinationFault> newFlaws(Analysis.Right before, Analysis.Right after) {
    List<DestinationFault> flaws = new ArrayList<>(after.destinationFaults());
    flaws.removeAll(before.destinationFaults());
    return flaws;
  }

  private record Shape(String name, String type, boolean nullable, boolean personal) {}

  private static List<Object> output(Analysis.Right right) {
    List<Object> output = new ArrayList<>();
    output.add(right.transform().changes());
    List<OutputColumn> columns = right.transform().columns();
    for (int i = 0; i < columns.size(); i++) {
      OutputColumn column = columns.get(i);
      output.add(
          new Shape(column.name(), column.type(), column.nullable(), right.personal().get(i)));
    }
    return output;
  }
}
