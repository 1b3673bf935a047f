package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What changes of event types say to others through PostgreSQL: wait for me, and look again. */
@Component
class ChangeNotices {
  private final JdbcClient jdbc;

  ChangeNotices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Waits until no other transaction registers this name, and keeps others waiting until this one
   * ends: there is no row to lock yet.
   */
  void lockName(EventTypeName name) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('event_type:' || :name, 0))")
        .param("name", name.toString())
        .query((row, number) -> 1)
        .list();
  }

  /**
   * Tells the other services that an event type changed. Sent when the transaction commits; a hint
   * only, since they also look by themselves.
   */
  void changed(EventTypeName name) {
    jdbc.sql("select pg_notify('event_type_changed', :name)")
        .param("name", name.toString())
        .query((row, number) -> 1)
        .list();
  }
}
