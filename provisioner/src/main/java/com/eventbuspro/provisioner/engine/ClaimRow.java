package com.eventbuspro.provisioner.engine;

import com.eventbuspro.model.EventTypeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code resource}, read as a claim. */
final class ClaimRow {
  private ClaimRow() {}

  static Claim read(ResultSet row, int number) throws SQLException {
    String eventType = row.getString("event_type");
    return new Claim(
        ResourceId.parse(row.getString("id")),
        eventType == null ? null : EventTypeName.parse(eventType),
        row.getString("external_name"),
        row.getString("locked_by"),
        ResourceState.valueOf(row.getString("state")),
        row.getString("reason"),
        Objects.requireNonNull(instant(row, "state_since"), "state_since"),
        row.getLong("desired_generation"),
        row.getLong("observed_generation"),
        row.getInt("attempts"),
        memory(row));
  }

  private static Memory memory(ResultSet row) throws SQLException {
    String intent = row.getString("intent");
    return new Memory(
        row.getString("external_id"),
        instant(row, "made_at"),
        Json.node(row.getString("observed")),
        Json.differences(Objects.requireNonNull(Json.node(row.getString("difference")))),
        intent == null ? null : Json.intent(intent, row.getString("intent_change")),
        instant(row, "intent_at"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
