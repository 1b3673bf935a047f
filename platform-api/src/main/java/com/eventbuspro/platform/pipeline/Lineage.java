package com.eventbuspro.platform.pipeline;

import com.eventbuspro.platform.pipeline.OutputColumn.Origin;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes from what: event types, the pipelines that read them, and what those write, as far as
 * they hang together.
 *
 * @param nodes event types, pipelines, lake tables and webhooks
 * @param edges from what is read to who reads, and from who writes to what is written
 * @param truncated whether there are more than are shown
 */
public record Lineage(List<Node> nodes, List<Edge> edges, boolean truncated) {
  public Lineage {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** Kinds of nodes. */
  public enum Kind {
    EVENT_TYPE,
    PIPELINE,
    LAKE_TABLE,
    WEBHOOK
  }

  /**
   * Something that is read, written, or does so.
   *
   * @param id its kind and name
   * @param kind what it is
   * @param name its name; a webhook's is its host
   * @param owner the team, if there is one
   * @param version of a pipeline, the wanted one
   */
  public record Node(
      @Schema(example = "event_type:payments.card_settled") String id,
      Kind kind,
      String name,
      @Nullable String owner,
      @Nullable Integer version) {}

  /**
   * An arrow in the direction in which events go.
   *
   * @param from a node's id
   * @param to a node's id
   * @param columns into a pipeline: the columns that it needs, for filters, joins and groups too
   * @param columnLineage out of a pipeline: for each column of the result those that its value may
   *     depend on, as OpenLineage's facet of that name has it
   */
  public record Edge(
      String from,
      String to,
      @Nullable List<String> columns,
      @Nullable ColumnLineage columnLineage) {}

  /**
   * Where columns come from.
   *
   * @param fields the input fields of each column
   */
  public record ColumnLineage(Map<String, Inputs> fields) {}

  /**
   * The columns that a column's value may depend on.
   *
   * @param inputFields columns of event types
   */
  public record Inputs(List<Field> inputFields) {
    static Inputs of(List<Origin> origins) {
      return new Inputs(origins.stream().map(o -> new Field(o.eventType(), o.column())).toList());
    }
  }

  /**
   * A column of an event type.
   *
   * @param name the event type
   * @param field the column
   */
  public record Field(String name, String field) {}
}
