package com.eventbuspro.lake.redrive;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
import java.util.List;

/**
 * The event type whose quarantine is worked on, as it is declared now.
 *
 * @param name its name
 * @param schemas all its versions
 * @param decoder made from those
 */
public record Subject(EventTypeName name, List<EventSchema> schemas, EventDecoder decoder) {
  public Subject {
    schemas = List.copyOf(schemas);
  }
}
