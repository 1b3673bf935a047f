package com.eventbuspro.sink.maintenance;

import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.model.EventTypeName;
import java.util.HashMap;
import java.util.Map;

/** The tables that one subtask has in the lane. Used by the subtask's thread. */
public final class MaintainedTables implements AutoCloseable {
  private final MaintenanceLane lane;
  private final Map<EventTypeName, MaintenancePolicy> mine = new HashMap<>();

  /** None yet. */
  public MaintainedTables(MaintenanceLane lane) {
    this.lane = lane;
  }

  /** These from now on, and no others. */
  public void are(Map<EventTypeName, MaintenancePolicy> wanted) {
    mine.keySet()
        .removeIf(
            eventType -> {
              if (wanted.containsKey(eventType)) {
                return false;
              }
              lane.leave(eventType, this);
              return true;
            });
    wanted.forEach(
        (eventType, policy) -> {
          if (!policy.equals(mine.put(eventType, policy))) {
            lane.enter(eventType, policy, this);
          }
        });
  }

  @Override
  public void close() {
    are(Map.of());
  }
}
