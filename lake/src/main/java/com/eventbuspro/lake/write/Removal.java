package com.eventbuspro.lake.write;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DeleteFile;

/**
 * What a commit takes out of quarantine.
 *
 * @param after the removal that must be the newest in the table for this one to be allowed: what is
 *     removed was read when all up to that one were done
 * @param files equality deletes on shard and sequence number, for the quarantine table
 * @param redriven how many of the records enter the event table by this commit
 * @param errand on whose behalf
 * @param errandRows how many records the errand has taken out by now, these included
 */
record Removal(long after, List<DeleteFile> files, long redriven, Errand errand, long errandRows) {
  static final String REDRIVEN = "event-bus.redriven-rows";
  static final String DISCARDED = "event-bus.discarded-rows";
  static final String ERRAND = "event-bus.redrive-id";
  static final String ERRAND_ROWS = "event-bus.redrive-rows";
  private static final String ACTOR = "event-bus.redrive-actor";
  private static final String REASON = "event-bus.redrive-reason";

  Removal {
    files = List.copyOf(files);
  }

  long rows() {
    return files.stream().mapToLong(DeleteFile::recordCount).sum();
  }

  Map<String, String> toSummary() {
    Map<String, String> summary = new TreeMap<>();
    summary.put(REDRIVEN, Long.toString(redriven));
    summary.put(DISCARDED, Long.toString(rows() - redriven));
    summary.put(ERRAND, errand.id());
    summary.put(ERRAND_ROWS, Long.toString(errandRows));
    summary.put(ACTOR, errand.actor());
    summary.put(REASON, errand.reason());
    return summary;
  }
}
