package com.eventbuspro.platform.pipeline;

import com.eventbuspro.platform.security.Caller;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Hides in a pipeline's quarantine what not everybody may see. A message may quote the value that
 * was wrong, and nobody can tell which column it was of: so one personal column hides them all.
 */
@Component
class QuarantineMask {
  private final PersonalOrigins personal;

  QuarantineMask(PersonalOrigins personal) {
    this.personal = personal;
  }

  /** Events as the caller may see them. */
  List<QuarantinedEvent> shown(List<QuarantinedEvent> events, Pipeline pipeline, Caller caller) {
    boolean all = caller.role().maySeePersonalData();
    boolean hidden = !all && pipeline.reads().stream().anyMatch(personal::isAnyIn);
    boolean addresses = pipeline.mayBeChangedBy(caller);
    return events.stream()
        // An older version may have read other event types.
        .map(e -> hidden || (!all && personal.isAnyIn(e.eventType())) ? e.withoutMessage() : e)
        .map(e -> addresses ? e : e.withMaskedAddress())
        .toList();
  }
}
