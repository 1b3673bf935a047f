package com.eventbuspro.platform.eventtype;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface EventSchemaRepository extends Repository<EventSchemaEntity, EventSchemaEntity.Key> {
  List<EventSchemaEntity> findByKeyEventTypeOrderByKeyVersion(String eventType);

  /** The newest version of each. */
  @Query(
      """
      select s.key.eventType as eventType, max(s.key.version) as version from EventSchemaEntity s
      where s.key.eventType in :eventTypes group by s.key.eventType
      """)
  List<Newest> newest(Collection<String> eventTypes);

  /** The number of the newest version of an event type. */
  interface Newest {
    String getEventType();

    int getVersion();
  }
}
