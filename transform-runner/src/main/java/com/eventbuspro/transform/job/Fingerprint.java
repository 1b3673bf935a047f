package com.eventbuspro.transform.job;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalCalc;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalCorrelate;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalDropUpdateBefore;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalExchange;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalExpand;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalSink;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalTableSourceScan;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalUnion;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalValues;
import org.apache.flink.table.planner.plan.utils.FlinkRelOptUtil;

/**
 * The fingerprint of a plan's state. Flink restores whatever fits in form: it reads the state of a
 * SUM as that of a MAX without a word. So the operators that have state, and all that leads to
 * them, are compared as the planner prints them, with types and changes; what comes after the last
 * state may differ. Names that the planner gives within count, too, so plans that mean the same may
 * be told apart: never the other way round. What is read, from where, and what is written is part
 * of it, since sources and sinks have state, too.
 */
final class Fingerprint {
  private static final int STATE_LENGTH = 16;

  private final List<String> stateful = new ArrayList<>();
  private final List<RelNode> stateNodes = new ArrayList<>();
  private final Set<String> sources = new TreeSet<>();

  private Fingerprint() {}

  static String of(
      RelNode plan, Map<EventTypeName, StatePlan.Input> inputs, PipelineDestination destination) {
    Fingerprint parts = new Fingerprint();
    parts.collect(plan);
    parts.collectSources(plan, inputs);
    String text =
        String.join("\n", parts.sources)
            + "\n"
            + identity(destination)
            + "\n"
            + String.join("\n", parts.stateful);
    return digest(text);
  }

  /**
   * Of what the state of a plan means, wherever its result is written to: also of where the event
   * types are read from that it is made of. Those that are read anew must not meet what was counted
   * of them before.
   */
  static String ofState(RelNode plan, Map<EventTypeName, StatePlan.Input> inputs) {
    Fingerprint parts = new Fingerprint();
    parts.collect(plan);
    parts.stateNodes.forEach(node -> parts.collectSources(node, inputs));
    return digest(String.join("\n", parts.sources) + "\n" + String.join("\n", parts.stateful))
        .substring(0, STATE_LENGTH);
  }

  /** Tells destinations apart whose sinks cannot go on from each other's state. */
  private static String identity(PipelineDestination destination) {
    if (destination instanceof PipelineDestination.LakeTable table) {
      return "lake table " + table.name() + " by " + table.key();
    }
    if (destination instanceof PipelineDestination.EventType derived) {
      return "event type " + derived.name();
    }
    return "webhook";
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  private void collect(RelNode node) {
    if (isStateless(node)) {
      node.getInputs().forEach(this::collect);
    } else {
      stateNodes.add(node);
      stateful.add(
          node instanceof StreamPhysicalSink sink
              ? "materialized\n" + print(sink.getInput())
              : print(node));
    }
  }

  /** What is not known to be stateless is taken to have state. */
  private static boolean isStateless(RelNode node) {
    return node instanceof StreamPhysicalCalc
        || node instanceof StreamPhysicalCorrelate
        || node instanceof StreamPhysicalDropUpdateBefore
        || node instanceof StreamPhysicalExchange
        || node instanceof StreamPhysicalExpand
        || node instanceof StreamPhysicalTableSourceScan
        || node instanceof StreamPhysicalUnion
        || node instanceof StreamPhysicalValues
        || (node instanceof StreamPhysicalSink sink && !sink.upsertMaterialize());
  }

  private void collectSources(RelNode node, Map<EventTypeName, StatePlan.Input> inputs) {
    if (node instanceof TableScan scan) {
      List<String> name = scan.getTable().getQualifiedName();
      EventTypeName eventType = new EventTypeName(name.get(1), name.get(2));
      StatePlan.Input input = inputs.get(eventType);
      sources.add(eventType + " from " + (input == null ? "?" : input.start()));
    }
    node.getInputs().forEach(input -> collectSources(input, inputs));
  }

  private static String print(RelNode node) {
    return FlinkRelOptUtil.toString(
        node, SqlExplainLevel.DIGEST_ATTRIBUTES, false, true, true, false, false, false);
  }
}
