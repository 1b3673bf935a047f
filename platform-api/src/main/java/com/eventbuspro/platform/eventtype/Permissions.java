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
      throw new ApiException(
          ProblemCode.FORBIDDEN,
          "The role " + change.by().role() + " reads only. Ask an engineer, or for another token");
    }
    if (!change.by().speaksFor(owner)) {
      audit.denied(change, action, eventType, eventType);
      throw new ApiException(
          ProblemCode.NOT_OWNER,
          "'"
              + eventType
              + "' belongs to team "
              + owner
              + ", and your token speaks for team "
              + change.by().team()
              + ". Ask that team");
    }
  }
}
