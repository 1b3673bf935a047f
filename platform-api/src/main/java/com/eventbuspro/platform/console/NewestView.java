package com.eventbuspro.platform.console;

/** Figures of an event type's table and its newest rows. */
record NewestView(Figures figures, RowTable table) {}
