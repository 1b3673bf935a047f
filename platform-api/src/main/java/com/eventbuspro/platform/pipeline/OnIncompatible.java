package com.eventbuspro.platform.pipeline;

/** What becomes of a pipeline when a version cannot go on with the state of the one before it. */
public enum OnIncompatible {
  /** The new version reads history beside the old one, until somebody switches. */
  BACKFILL,
  /** The new version begins without state where the old one stopped. */
  DROP_STATE
}
