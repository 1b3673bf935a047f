package com.eventbuspro.sink.maintenance;

import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenanceRun;
import com.eventbuspro.lake.maintain.TableLook;
import com.eventbuspro.lake.maintain.TableRole;
import com.eventbuspro.model.EventTypeName;
import java.util.List;

/** Several observers as one. */
record Observers(List<MaintenanceObserver> all) implements MaintenanceObserver {
  Observers {
    all = List.copyOf(all);
  }

  @Override
  public void looked(EventTypeName eventType, TableRole table, TableLook look) {
    all.forEach(observer -> observer.looked(eventType, table, look));
  }

  @Override
  public void changed(MaintenanceRun run) {
    all.forEach(observer -> observer.changed(run));
  }

  @Override
  public void left(EventTypeName eventType) {
    all.forEach(observer -> observer.left(eventType));
  }
}
