package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.pipeline.Lineage.ColumnLineage;
import com.eventbuspro.platform.pipeline.Lineage.Edge;
import com.eventbuspro.platform.pipeline.Lineage.Inputs;
import com.eventbuspro.platform.pipeline.Lineage.Kind;
import com.eventbuspro.platform.pipeline.Lineage.Node;
import com.eventbuspro.platform.pipeline.LineageReads.Member;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What comes from what, by the versions of pipelines that are wanted. */
@Service
public class Lineages {
  private static final int MAX_PIPELINES = 500;

  private final LineageReads reads;
  private final EventTypes eventTypes;

  Lineages(LineageReads reads, EventTypes eventTypes) {
    this.reads = reads;
    this.eventTypes = eventTypes;
  }

  /**
   * Everything that an event type comes from or goes into, over any number of pipelines.
   *
   * @throws com.eventbuspro.platform.problem.ApiException EVENT_TYPE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public Lineage of(EventTypeName name) {
    eventTypes.get(name);
    return around(null, name.toString());
  }

  /**
   * Everything that a pipeline's result comes from or goes into.
   *
   * @throws com.eventbuspro.platform.problem.ApiException PIPELINE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public Lineage of(PipelineName name) {
    return around(reads.named(name).orElseThrow(() -> Pipelines.notFound(name)), null);
  }

  private Lineage around(@Nullable Member first, @Nullable String eventType) {
    Map<String, Member> found = new LinkedHashMap<>();
    Set<String> seen = new LinkedHashSet<>();
    if (eventType != null) {
      seen.add(eventType);
    }
    if (first != null) {
      found.put(first.name(), first);
      seen.addAll(touched(first));
    }
    Set<String> fresh = Set.copyOf(seen);
    boolean truncated = false;
    while (!fresh.isEmpty() && !truncated) {
      Set<String> next = new LinkedHashSet<>();
      for (Member member : reads.around(fresh, MAX_PIPELINES + 1)) {
        if (found.size() == MAX_PIPELINES && !found.containsKey(member.name())) {
          truncated = true;
          break;
        }
        found.put(member.name(), member);
        next.addAll(touched(member));
      }
      next.removeAll(seen);
      seen.addAll(next);
      fresh = next;
    }
    return graph(found.values(), seen, truncated);
  }

  /** The event types that it reads or writes. */
  private static Set<String> touched(Member member) {
    Set<String> names = new TreeSet<>(member.reads());
    if (isEventType(member.destination())) {
      names.add(String.valueOf(member.destination().name()));
    }
    return names;
  }

  private static boolean isEventType(DestinationSpec destination) {
    return "event_type".equals(destination.type());
  }

  private Lineage graph(Iterable<Member> members, Set<String> names, boolean truncated) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    Map<String, String> owners = reads.owners(names);
    names.forEach(name -> add(nodes, node(Kind.EVENT_TYPE, name, owners.get(name), null)));
    List<Edge> edges = new ArrayList<>();
    for (Member member : members) {
      Node pipeline = node(Kind.PIPELINE, member.name(), member.owner(), member.version());
      add(nodes, pipeline);
      for (String name : member.reads()) {
        edges.add(
            new Edge(
                id(Kind.EVENT_TYPE, name),
                pipeline.id(),
                member.analysis().reads().getOrDefault(name, List.of()),
                null));
      }
      Node destination = destination(member);
      nodes.putIfAbsent(destination.id(), destination);
      edges.add(new Edge(pipeline.id(), destination.id(), null, columns(member)));
    }
    return new Lineage(List.copyOf(nodes.values()), edges, truncated);
  }

  private static ColumnLineage columns(Member member) {
    Map<String, Inputs> fields = new LinkedHashMap<>();
    member
        .analysis()
        .columns()
        .forEach(column -> fields.put(column.name(), Inputs.of(column.origins())));
    return new ColumnLineage(fields);
  }

  private static Node destination(Member member) {
    DestinationSpec to = member.destination();
    if (isEventType(to)) {
      return node(Kind.EVENT_TYPE, String.valueOf(to.name()), member.owner(), null);
    }
    return "lake_table".equals(to.type())
        ? node(Kind.LAKE_TABLE, String.valueOf(to.name()), member.owner(), null)
        // Its path may be a secret of the one who serves it.
        : new Node(
            "webhook:" + member.name(),
            Kind.WEBHOOK,
            String.valueOf(URI.create(String.valueOf(to.url())).getHost()),
            member.owner(),
            null);
  }

  private static void add(Map<String, Node> nodes, Node node) {
    nodes.put(node.id(), node);
  }

  private static Node node(
      Kind kind, String name, @Nullable String owner, @Nullable Integer version) {
    return new Node(id(kind, name), kind, name, owner, version);
  }

  private static String id(Kind kind, String name) {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
