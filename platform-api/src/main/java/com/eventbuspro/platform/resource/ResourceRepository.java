package com.eventbuspro.platform.resource;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ResourceRepository extends Repository<ResourceEntity, String> {
  /** In the order of ids; an empty filter lets everything through. */
  @Query(
      """
      select r from ResourceEntity r
      where r.id > :after
        and (:eventType = '' or r.eventType = :eventType)
        and (:owner = '' or r.owner = :owner)
        and (:kind = '' or cast(r.kind as string) = :kind)
        and (:state = '' or cast(r.state as string) = :state)
      order by r.id
      """)
  List<ResourceEntity> page(
      String after, String eventType, String owner, String kind, String state, Limit limit);
}
