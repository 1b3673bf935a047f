package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.eventtype.Permissions;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.security.ChangeRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may change a pipeline, and what is kept and told of it. */
@Component
class PipelineAudit {
  private final Permissions permissions;
  private final AuditRecords audit;
  private final PipelineWrites writes;

  PipelineAudit(Permissions permissions, AuditRecords audit, PipelineWrites writes) {
    this.permissions = permissions;
    this.audit = audit;
    this.writes = writes;
  }

  /**
   * Lets pass who may change a pipeline of a team.
   *
   * @throws ApiException FORBIDDEN or NOT_OWNER
   */
  void requireMay(ChangeRequest change, String action, PipelineName name, TeamName owner) {
    permissions.requirePipelineChange(change, action, subject(name.value()), owner);
  }

  /**
   * Keeps that a change was not allowed.
   *
   * @param asked what was not allowed in it, any value with a JSON form
   */
  void denied(ChangeRequest change, String action, PipelineName name, Object asked) {
    audit.denied(change, action, subject(name.value()), null, asked);
  }

  /** The audit record and the notice of a change, in its transaction. */
  void done(ChangeRequest change, String action, @Nullable Pipeline before, Pipeline after) {
    audit.done(
        change,
        action,
        subject(after.name()),
        derived(after),
        before == null ? null : PipelineSnapshot.of(before),
        PipelineSnapshot.of(after));
    writes.notifyChanged(new PipelineName(after.name()));
  }

  private static String subject(String name) {
    return "pipelines/" + name;
  }

  private static @Nullable String derived(Pipeline pipeline) {
    return pipeline.destination().parse() instanceof PipelineDestination.EventType to
        ? to.name().toString()
        : null;
  }
}
