package com.eventbuspro.platform.eventtype;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface EventTypeRepository extends Repository<EventTypeEntity, String> {
  Optional<EventTypeEntity> findByName(String name);

  /** Held until the end of the transaction, so that changes of one event type queue up. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select t from EventTypeEntity t where t.name = :name")
  Optional<EventTypeEntity> findForChange(String name);

  /** In the order of names; an empty filter lets everything through. */
  @Query(
      """
      select t from EventTypeEntity t
      where t.name > :after
        and (:owner = '' or t.owner = :owner)
        and (:text = '' or locate(:text, lower(t.name)) > 0
          or locate(:text, lower(t.description)) > 0)
      order by t.name
      """)
  List<EventTypeEntity> page(String after, String owner, String text, Limit limit);
}
