package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.ChangeRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Event types that pipelines write. They come and change with their pipeline, in its transaction,
 * by its owner's right; violations point into the pipeline's declaration.
 */
@Service
public class DerivedEventTypes {
  private final EventTypeChanges changes;
  private final EventTypeRepository eventTypes;
  private final SchemaVersions versions;
  private final ChangeNotices notices;
  private final LakeTableNames lakeTables;

  DerivedEventTypes(
      EventTypeChanges changes,
      EventTypeRepository eventTypes,
      SchemaVersions versions,
      ChangeNotices notices,
      LakeTableNames lakeTables) {
    this.changes = changes;
    this.eventTypes = eventTypes;
    this.versions = versions;
    this.notices = notices;
    this.lakeTables = lakeTables;
  }

  /**
   * Sees to it that the event type is there, is the pipeline's, and has this schema.
   *
   * @throws InvalidInputException if the schema is none, or cannot follow those before it
   * @throws ApiException EVENT_TYPE_EXISTS when it is not this pipeline's, NAME_TAKEN
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void ensure(Registration asked, PipelineName pipeline, ChangeRequest change) {
    Declaration wanted = inTermsOfThePipeline(() -> Declaration.check(asked));
    EventTypeName name = wanted.name();
    notices.lockName(name);
    Optional<ApiException> taken = taken(name, pipeline, wanted.settings().owner());
    if (taken.isPresent()) {
      throw taken.get();
    }
    Optional<EventTypeEntity> existing = eventTypes.findForChange(name.toString());
    if (existing.isEmpty()) {
      lakeTables.requireFree(name);
      changes.create(wanted, pipeline.value(), change);
      return;
    }
    SchemaProposal proposal =
        inTermsOfThePipeline(
            () ->
                versions.follow(
                    existing.get(), Objects.requireNonNull(asked.schema(), "schema"), change));
    if (!proposal.violations().isEmpty()) {
      throw incompatible(name, proposal);
    }
  }

  /** Why a pipeline cannot write an event type of that name; empty when it can. */
  @Transactional(readOnly = true)
  public Optional<ApiException> taken(EventTypeName name, PipelineName pipeline, TeamName owner) {
    return eventTypes
        .findByName(name.toString())
        .filter(
            found ->
                !pipeline.value().equals(found.pipeline())
                    || !owner.equals(found.settings().owner()))
        .map(
            found -> {
              String message =
                  "The event type '"
                      + name
                      + "' exists already, of team "
                      + found.settings().owner()
                      + (found.pipeline() == null
                          ? ""
                          : ", written by the pipeline '" + found.pipeline() + "'");
              return new ApiException(
                  ProblemCode.EVENT_TYPE_EXISTS,
                  message,
                  List.of(
                      Violation.of(
                          "/destination/name",
                          ProblemCode.EVENT_TYPE_EXISTS.name(),
                          message,
                          "Use another name")));
            });
  }

  /** Hands a derived event type to another team, with its pipeline. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void handOver(EventTypeName name, TeamName owner, ChangeRequest change) {
    changes.handOver(name, owner, change);
  }

  static ApiException refused(EventTypeName name, String pipeline, String advice) {
    return new ApiException(
        ProblemCode.DERIVED_EVENT_TYPE,
        "'" + name + "' is written by the pipeline '" + pipeline + "'. " + advice);
  }

  private static InvalidInputException incompatible(EventTypeName name, SchemaProposal proposal) {
    return new InvalidInputException(
        proposal.violations().stream()
            .map(
                v ->
                    new Violation(
                        "/sql",
                        ProblemCode.INCOMPATIBLE_SCHEMA.name(),
                        "The result cannot follow what '"
                            + name
                            + "' has been so far: at "
                            + v.pointer()
                            + ", "
                            + v.message(),
                        v.suggestion()))
            .toList());
  }

  private static <T> T inTermsOfThePipeline(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.violations().stream()
              .map(
                  v ->
                      new Violation(
                          "/sql",
                          v.code(),
                          "The result does not make an event type: at "
                              + v.pointer()
                              + ", "
                              + v.message(),
                          v.suggestion()))
              .toList());
    }
  }
}
