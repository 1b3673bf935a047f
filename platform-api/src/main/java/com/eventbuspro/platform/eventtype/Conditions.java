package com.eventbuspro.platform.eventtype;

import com.eventbuspro.platform.capture.Capture;
import com.eventbuspro.platform.capture.CaptureAdvice;
import com.eventbuspro.platform.capture.Captures;
import com.eventbuspro.platform.eventtype.Condition.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How event types are: always all four conditions, those nobody looked at yet as UNKNOWN. */
@Service
public class Conditions {
  private static final List<String> TYPES =
      List.of("StreamReady", "TableReady", "AccessReady", "Capturing");
  private static final String CAPTURING = "Capturing";

  private final ConditionRepository conditions;
  private final Captures captures;
  private final CaptureAdvice advice;

  Conditions(ConditionRepository conditions, Captures captures, CaptureAdvice advice) {
    this.conditions = conditions;
    this.captures = captures;
    this.advice = advice;
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
    Map<String, Capture> lags = captures.of(eventTypes);
    return eventTypes.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                name -> complete(found.getOrDefault(name, List.of()), lags.get(name))));
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

  private List<Condition> complete(List<ConditionEntity> found, @Nullable Capture lag) {
    Map<String, Condition> byType =
        found.stream()
            .map(ConditionEntity::read)
            .collect(Collectors.toMap(Condition::type, Function.identity()));
    return TYPES.stream()
        .map(t -> byType.getOrDefault(t, notYet(t)))
        .map(c -> c.type().equals(CAPTURING) && lag != null ? advised(c, lag) : c)
        .toList();
  }

  /**
   * What the sink said of the capture, or what it cannot say: that it is late, silent or losing.
   */
  private Condition advised(Condition said, Capture lag) {
    CaptureAdvice.Advice now = advice.of(lag).orElse(null);
    if (now == null) {
      return said;
    }
    return switch (now.effect()) {
      case LATE -> said.status() == Status.TRUE ? with(said, Status.TRUE, now) : said;
      case UNKNOWN -> said.status() == Status.TRUE ? with(said, Status.UNKNOWN, now) : said;
      case LOSS -> with(said, Status.FALSE, now);
    };
  }

  private static Condition with(Condition said, Status status, CaptureAdvice.Advice advice) {
    String message =
        said.status() == Status.TRUE
            ? advice.message()
            : advice.message() + ". The sink said last: " + said.message();
    return new Condition(
        said.type(), status, advice.reason(), message, said.observedGeneration(), said.changedAt());
  }

  private static Condition notYet(String type) {
    String message = "Nobody has looked yet. This takes a few seconds after registration";
    return new Condition(type, Status.UNKNOWN, "NotObserved", message, 0, null);
  }
}
