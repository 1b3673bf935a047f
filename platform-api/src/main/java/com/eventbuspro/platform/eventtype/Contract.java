package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.platform.security.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What those who publish and those who read rely on, at one generation.
 *
 * @param name the event type
 * @param owner the team
 * @param generation of the event type
 * @param stream the stream's name
 * @param partitionKey JSON Pointer to the partition key in data; null means the event id
 * @param pipeline the pipeline that alone publishes, if the event type is derived
 * @param schemas all versions, oldest first
 * @param personalData where it has personal data
 * @param decoder checks events exactly as the lake sink does
 */
public record Contract(
    EventTypeName name,
    TeamName owner,
    long generation,
    String stream,
    @Nullable String partitionKey,
    @Nullable String pipeline,
    List<EventSchema> schemas,
    PersonalData personalData,
    EventDecoder decoder) {

  public Contract {
    schemas = List.copyOf(schemas);
  }

  /** What is to be hidden from a caller; empty when everything may be shown. */
  public Optional<PersonalData> hiddenFrom(Caller caller) {
    return caller.role().maySeePersonalData() || personalData.isNone()
        ? Optional.empty()
        : Optional.of(personalData);
  }
}
