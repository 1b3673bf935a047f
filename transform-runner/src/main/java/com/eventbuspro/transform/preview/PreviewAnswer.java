package com.eventbuspro.transform.preview;

import com.eventbuspro.transform.analysis.Analysis;

/** What becomes of a wish for a preview. */
public sealed interface PreviewAnswer {
  /**
   * Nothing: the SQL is wrong.
   *
   * @param analysis what is wrong
   */
  record Refused(Analysis analysis) implements PreviewAnswer {}

  /**
   * It runs.
   *
   * @param run to be waited for, and closed in any case
   */
  record Started(PreviewRun run) implements PreviewAnswer {}
}
