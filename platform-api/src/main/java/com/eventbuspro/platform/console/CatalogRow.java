package com.eventbuspro.platform.console;

import com.eventbuspro.platform.eventtype.EventType;

/** An event type in the catalog. */
record CatalogRow(String name, String description, String owner, StateView state) {

  static CatalogRow of(EventType eventType) {
    return new CatalogRow(
        eventType.name(), eventType.description(), eventType.owner(), StateView.of(eventType));
  }
}
