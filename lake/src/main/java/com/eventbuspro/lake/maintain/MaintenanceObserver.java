package com.eventbuspro.lake.maintain;

import com.eventbuspro.model.EventTypeName;

/** Is told what maintenance sees and does. Must neither wait nor throw. */
public interface MaintenanceObserver {
  /** Nobody looks. */
  MaintenanceObserver NONE =
      new MaintenanceObserver() {
        @Override
        public void looked(EventTypeName eventType, TableRole table, TableLook look) {}

        @Override
        public void changed(MaintenanceRun run) {}

        @Override
        public void left(EventTypeName eventType) {}
      };

  /** A table was looked at. */
  void looked(EventTypeName eventType, TableRole table, TableLook look);

  /** A run began, got on, or ended. */
  void changed(MaintenanceRun run);

  /** An event type's tables are maintained here no longer. */
  void left(EventTypeName eventType);
}
