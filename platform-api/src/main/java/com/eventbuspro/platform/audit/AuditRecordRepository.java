package com.eventbuspro.platform.audit;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface AuditRecordRepository extends JpaRepository<AuditRecordEntity, Long> {
  /** Newest first; an empty filter lets everything through. */
  @Query(
      """
      select a from AuditRecordEntity a
      where a.id < :before
        and (:eventType = '' or a.eventType = :eventType)
        and (:actor = '' or a.actor = :actor)
        and (:action = '' or a.action = :action)
        and (:subject = '' or a.subject = :subject)
        and (:outcome = '' or cast(a.outcome as string) = :outcome)
      order by a.id desc
      """)
  List<AuditRecordEntity> page(
      long before,
      String eventType,
      String actor,
      String action,
      String outcome,
      String subject,
      Limit limit);
}
