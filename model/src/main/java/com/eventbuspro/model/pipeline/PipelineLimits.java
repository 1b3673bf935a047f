package com.eventbuspro.model.pipeline;

/** What whoever takes pipelines and whoever runs them agree on. */
public final class PipelineLimits {
  /** The most characters of a SQL text. */
  public static final int SQL_CHARACTERS = 65_536;

  /** How long state is kept that is not touched, when nobody says so. */
  public static final int DEFAULT_STATE_HOURS = 168;

  /** The longest that such state is kept. */
  public static final int MAX_STATE_HOURS = 8_760;

  private PipelineLimits() {}
}
