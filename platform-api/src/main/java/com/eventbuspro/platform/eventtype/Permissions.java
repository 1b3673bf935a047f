package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.TeamName;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.ChangeRequest;
import org.jspecify.annotations.Nullable;
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
    boolean may = change.by().role().mayChange();
    require(may, change, action, eventType, eventType, owner);
  }

  /**
   * Lets pass who may run pipelines for a team.
   *
   * @param subject what the audit record is about: {@code pipelines/<name>}
   * @throws ApiException FORBIDDEN or NOT_OWNER
   */
  public void requirePipelineChange(
      ChangeRequest change, String action, String subject, TeamName owner) {
    boolean may = change.by().role().mayRunPipelines();
    require(may, change, action, subject, null, owner);
  }

  private void require(
      boolean may,
      ChangeRequest change,
      String action,
      String subject,
      @Nullable String eventType,
      TeamName owner) {
    if (may && change.by().speaksFor(owner)) {
      return;
    }
    audit.denied(change, action, subject, eventType);
    throw may ? notOwner(change, subject, owner) : readsOnly(change);
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
