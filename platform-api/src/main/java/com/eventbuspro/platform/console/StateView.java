package com.eventbuspro.platform.console;

import com.eventbuspro.platform.audit.AuditRecord;
import com.eventbuspro.platform.eventtype.Condition;
import com.eventbuspro.platform.eventtype.EventType;
import com.eventbuspro.platform.resource.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How something is: a word, a colour class and why.
 *
 * @param tone CSS class: {@code good}, {@code wait}, {@code bad} or {@code calm}
 * @param label the state in a word or two
 * @param why the reason, for people; may be empty
 */
record StateView(String tone, String label, String why) {

  /** Whether an event type is ready, and what stands in the way. */
  static StateView of(EventType eventType) {
    return switch (eventType.ready()) {
      case TRUE -> new StateView("good", "Ready", "Stream, lake table, access and capture are up");
      case FALSE ->
          new StateView("bad", "Needs attention", first(eventType, Condition.Status.FALSE));
      case UNKNOWN ->
          new StateView("wait", "Getting ready", first(eventType, Condition.Status.UNKNOWN));
    };
  }

  private static String first(EventType eventType, Condition.Status status) {
    List<Condition> open =
        eventType.conditions().stream().filter(c -> c.status() == status).toList();
    Optional<Condition> spoken = open.stream().filter(c -> c.changedAt() != null).findFirst();
    return spoken
        .or(() -> open.stream().findFirst())
        .map(c -> title(c.type()) + ": " + c.message())
        .orElse("");
  }

  static StateView of(Condition condition) {
    String why = words(condition.reason());
    return switch (condition.status()) {
      case TRUE -> new StateView("good", "Ready", why);
      case FALSE -> new StateView("bad", "Not ready", why);
      case UNKNOWN -> new StateView("wait", "Waiting", why);
    };
  }

  static StateView of(Resource resource) {
    String why = resource.reason();
    return switch (resource.state()) {
      case PENDING ->
          new StateView("wait", "Pending", why.isEmpty() ? "Its first look is due" : why);
      case WAITING -> new StateView("wait", "Waiting", why);
      case SETTLED ->
          resource.observedGeneration() < resource.desiredGeneration()
              ? new StateView("wait", "Changing", "A newer declaration is being followed")
              : new StateView("good", "As declared", why);
      case FAILED ->
          new StateView("bad", "Failing", why + " (" + attempts(resource) + ", tried again)");
      case BLOCKED -> new StateView("bad", "Blocked", why);
    };
  }

  private static String attempts(Resource resource) {
    return resource.attempts() == 1 ? "1 attempt" : resource.attempts() + " attempts";
  }

  static StateView of(AuditRecord record) {
    String why = record.reason();
    return switch (record.outcome()) {
      case DONE -> new StateView("good", "Done", why);
      case DENIED -> new StateView("bad", "Denied", why);
      case FAILED -> new StateView("bad", "Failed", why);
      case UNKNOWN -> new StateView("wait", "Unknown", why);
    };
  }

  /** What a condition is about. */
  static String title(String conditionType) {
    return switch (conditionType) {
      case "StreamReady" -> "Stream";
      case "TableReady" -> "Lake table";
      case "AccessReady" -> "Access";
      case "Capturing" -> "Capture";
      default -> words(conditionType);
    };
  }

  /** {@code CamelCase} as words. */
  static String words(String camelCase) {
    String spaced = camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }
}
