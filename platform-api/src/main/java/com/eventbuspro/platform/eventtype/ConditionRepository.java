package com.eventbuspro.platform.eventtype;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

interface ConditionRepository extends Repository<ConditionEntity, ConditionEntity.Key> {
  List<ConditionEntity> findByKeyEventTypeIn(Collection<String> eventTypes);
}
