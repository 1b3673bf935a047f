package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.TeamName;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.ChangeRequest;
import org.springframework.stereotype.Component;

/** Who may change what. What is denied is kept as an audit record. */
@Component
public class Permissions {
  private final AuditRecords audit;

  Permissions(AuditRecords audit) {
    this.audit = audit;
  }

  /**
   * Lets pass who may change what a team owns.
   *
   * @throws ApiException FORBIDDEN or NOT_OWNER
   */
  public void requireChange(ChangeRequest change, String action, String eventType, TeamName owner) {
    if (!change.by().role().mayChange()) {
      audit.denied(change, action, eventType, eventType);
      throw readsOnly(change);
    }
    if (!change.by().speaksFor(owner)) {
      audit.denied(change, action, eventType, eventType);
      throw notOwner(change, eventType, owner);
    }
  }

  /**
   * Lets pass who may run pipelines for a team.
   *
   * @param subject what the audit record is about: {@code pipelines/<name>}
   * @throws ApiException FORBIDDEN or NOT_OWNER
   */
  public void requirePipelineChange(
      ChangeRequest change, String action, String subject, TeamName owner) {
    if (!change.by().role().mayRunPipelines()) {
      audit.denied(change, action, subject, null);
      throw readsOnly(change);
    }
    if (!change.by().speaksFor(owner)) {
      audit.denied(change, action, subject, null);
      throw notOwner(change, subject, owner);
    }
  }

  private static ApiException readsOnly(ChangeRequest change) {
    return new ApiException(
        ProblemCode.FORBIDDEN,
        "The role " + change.by().role() + " reads only. Ask an engineer, or for another token");
  }

  private static ApiException notOwner(ChangeRequest change, String subject, TeamName owner) {
    return new ApiException(
        ProblemCode.NOT_OWNER,
        "'"
            + subject
            + "' belongs to team "
            + owner
            + ", and your token speaks for team "
            + change.by().team()
            + ". Ask that team");
  }
}
