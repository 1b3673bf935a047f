package com.eventbuspro.platform.eventtype;

import com.eventbuspro.platform.eventtype.Condition.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How event types are: always all four conditions, those nobody looked at yet as UNKNOWN. */
@Service
public class Conditions {
  private static final List<String> TYPES =
      List.of("StreamReady", "TableReady", "AccessReady", "Capturing");

  private final ConditionRepository conditions;

  Conditions(ConditionRepository conditions) {
    this.conditions = conditions;
  }

  /** The conditions of one event type. */
  @Transactional(readOnly = true)
  public List<Condition> of(String eventType) {
    return of(List.of(eventType)).get(eventType);
  }

  /** The conditions of several event types, by name. */
  @Transactional(readOnly = true)
  public Map<String, List<Condition>> of(Collection<String> eventTypes) {
    Map<String, List<ConditionEntity>> found =
        eventTypes.isEmpty()
            ? Map.of()
            : conditions.findByKeyEventTypeIn(eventTypes).stream()
                .collect(Collectors.groupingBy(ConditionEntity::eventType));
    return eventTypes.stream()
        .collect(
            Collectors.toMap(
                Function.identity(), name -> complete(found.getOrDefault(name, List.of()))));
  }

  /** Whether an event type with these conditions is ready: when all of them hold. */
  public static Status ready(List<Condition> conditions) {
    if (conditions.stream().allMatch(c -> c.status() == Status.TRUE)) {
      return Status.TRUE;
    }
    return conditions.stream().anyMatch(c -> c.status() == Status.FALSE)
        ? Status.FALSE
        : Status.UNKNOWN;
  }

  private static List<Condition> complete(List<ConditionEntity> found) {
    Map<String, Condition> byType =
        found.stream()
            .map(ConditionEntity::read)
            .collect(Collectors.toMap(Condition::type, Function.identity()));
    return TYPES.stream().map(t -> byType.getOrDefault(t, notYet(t))).toList();
  }

  private static Condition notYet(String type) {
    String message = "Nobody has looked yet. This takes a few seconds after registration";
    return new Condition(type, Status.UNKNOWN, "NotObserved", message, 0, null);
  }
}
