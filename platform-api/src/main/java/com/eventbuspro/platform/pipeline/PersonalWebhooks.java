package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.ChangeRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Who may send personal data to a webhook: those who may see it. Whoever runs a pipeline would see
 * it there, and nothing that leaves can be masked later.
 */
@Component
class PersonalWebhooks {
  private final PersonalOrigins personal;
  private final PipelineAudit audit;

  PersonalWebhooks(PersonalOrigins personal, PipelineAudit audit) {
    this.personal = personal;
    this.audit = audit;
  }

  /**
   * Lets pass what sends no personal data to a webhook, and who may send it. What is denied is kept
   * as an audit record that names the columns.
   *
   * @param columns what the pipeline brings forth
   * @throws ApiException FORBIDDEN
   */
  void requireMaySend(
      ChangeRequest change,
      String action,
      PipelineName name,
      PipelineDestination destination,
      List<OutputColumn> columns) {
    if (!(destination instanceof PipelineDestination.Webhook)
        || change.by().role().maySeePersonalData()) {
      return;
    }
    List<String> sent = personal.among(columns);
    if (sent.isEmpty()) {
      return;
    }
    audit.denied(change, action, name, Map.of("personal_columns", sent));
    throw new ApiException(
        ProblemCode.FORBIDDEN,
        "Personal data ("
            + String.join(", ", sent)
            + ") is sent to webhooks by admins only; your token's role is "
            + change.by().role(),
        List.of(
            Violation.of(
                "/sql",
                "PERSONAL_DATA",
                "These columns may hold personal data: " + String.join(", ", sent),
                "Leave them out, or ask an admin to make the change")));
  }
}
