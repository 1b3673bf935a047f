package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import java.util.Optional;
import java.util.Set;

/** The event types there are, as the control plane has them at one moment. */
public interface SourceEventTypes {
  /** The names of all that have a schema. */
  Set<EventTypeName> names();

  /** One of them, its schemas parsed; empty if there is none of that name. */
  Optional<SourceEventType> find(EventTypeName name);
}
