package com.eventbuspro.platform.security;

/** What a token's bearer may do. Everybody may read the catalog, rows and resources. */
public enum Role {
  /** Registers, changes and publishes. */
  ENGINEER,
  /** Reads, and runs pipelines. */
  SCIENTIST,
  /** Reads, audit records included. */
  AUDITOR,
  /** Everything. */
  ADMIN;

  /** Whether event types may be registered, changed and published to. */
  public boolean mayChange() {
    return this == ENGINEER || this == ADMIN;
  }

  /** Whether SQL may be tried, and pipelines made and changed. */
  public boolean mayRunPipelines() {
    return this == ENGINEER || this == SCIENTIST || this == ADMIN;
  }

  /** Whether personal data ({@code x-pii}) may be seen. */
  public boolean maySeePersonalData() {
    return this == ADMIN;
  }

  /** Whether audit records may be read. */
  public boolean mayAudit() {
    return this == AUDITOR || this == ADMIN;
  }

  /** What Spring Security calls it. */
  String authority() {
    return "ROLE_" + name();
  }
}
