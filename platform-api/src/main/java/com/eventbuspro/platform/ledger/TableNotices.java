package com.eventbuspro.platform.ledger;

import com.eventbuspro.model.EventTypeName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the lake sink to record commits to a table that it did not make itself. */
@Component
public class TableNotices {
  private final JdbcClient jdbc;

  TableNotices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Something was committed to the event type's table; to be called after it was. */
  @Transactional
  public void committed(EventTypeName eventType) {
    jdbc.sql(
            "INSERT INTO ledger_book AS b (event_type, asked) VALUES (:name, 1)"
                + " ON CONFLICT (event_type) DO UPDATE SET asked = b.asked + 1")
        .param("name", eventType.toString())
        .update();
  }
}
