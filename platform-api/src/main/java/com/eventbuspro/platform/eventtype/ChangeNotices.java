package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the other services, through PostgreSQL, that an event type changed. Sent when the
 * transaction commits; a hint only, since they also look by themselves.
 */
@Component
class ChangeNotices {
  private final JdbcClient jdbc;

  ChangeNotices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void changed(EventTypeName name) {
    jdbc.sql("select pg_notify('event_type_changed', :name)")
        .param("name", name.toString())
        .query((row, number) -> 1)
        .list();
  }
}
