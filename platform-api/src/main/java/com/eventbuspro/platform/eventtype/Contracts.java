package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.problem.ApiException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Contracts, always current: every call looks at the generation, and only a new generation is
 * parsed again.
 */
@Service
public class Contracts {
  private static final int KEPT = 1000;

  private final EventTypeRepository eventTypes;
  private final EventSchemaRepository schemas;
  private final PlatformSettings settings;
  private final Map<EventTypeName, Contract> cache =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<EventTypeName, Contract> eldest) {
              return size() > KEPT;
            }
          });

  Contracts(
      EventTypeRepository eventTypes, EventSchemaRepository schemas, PlatformSettings settings) {
    this.eventTypes = eventTypes;
    this.schemas = schemas;
    this.settings = settings;
  }

  /**
   * The contract of an event type as it is now.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public Contract current(EventTypeName name) {
    return find(name).orElseThrow(() -> EventTypes.notFound(name));
  }

  /** The contract of an event type as it is now, if there is one of that name. */
  @Transactional(readOnly = true)
  public Optional<Contract> find(EventTypeName name) {
    Optional<EventTypeEntity> entity = eventTypes.findByName(name.toString());
    if (entity.isEmpty()) {
      return Optional.empty();
    }
    Contract kept = cache.get(name);
    if (kept != null && kept.generation() == entity.get().generation()) {
      return Optional.of(kept);
    }
    Contract contract = read(name, entity.get());
    cache.put(name, contract);
    return Optional.of(contract);
  }

  private Contract read(EventTypeName name, EventTypeEntity entity) {
    List<EventSchema> versions =
        schemas.findByKeyEventTypeOrderByKeyVersion(entity.name()).stream()
            .map(s -> EventSchema.parse(s.version(), s.document()))
            .toList();
    return new Contract(
        name,
        entity.settings().owner(),
        entity.generation(),
        name.streamName(settings.environmentName()),
        entity.partitionKey(),
        entity.pipeline(),
        versions,
        PersonalData.of(versions),
        EventDecoder.of(name, versions, entity.timeProperty()));
  }
}
