package com.eventbuspro.model.event;

/** All that decoding an event of one schema version takes. */
record VersionPlan(int version, StructReader reader, TimeRule time) {}
