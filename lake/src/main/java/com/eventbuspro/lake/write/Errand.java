package com.eventbuspro.lake.write;

/**
 * On whose behalf records are taken out of quarantine; kept in the summary of every snapshot that
 * does so.
 *
 * @param id the same for all commits of one request, however often it is taken up again
 * @param actor who asked
 * @param reason why; may be empty
 */
public record Errand(String id, String actor, String reason) {
  public Errand {
    if (id.isBlank() || actor.isBlank()) {
      throw new IllegalArgumentException("An errand needs an id and an actor");
    }
  }
}
