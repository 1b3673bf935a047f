package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Knows the pipelines that read event types. */
public interface ReadingPipelines {
  /** The names of the pipelines that read an event type. */
  List<String> of(EventTypeName name);

  /**
   * What a document would do to them as the event type's next version; empty when nobody can tell
   * at the moment.
   */
  Optional<List<PipelineImpact>> impact(EventTypeName name, JsonNode document);
}
