package com.eventbuspro.platform.console;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.pipeline.Pipeline;
import com.eventbuspro.platform.pipeline.PipelineChanges;
import com.eventbuspro.platform.pipeline.Pipelines;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import com.eventbuspro.platform.web.Made;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Making a pipeline, and changing one: the same form. Nothing is kept before it is submitted. */
@Controller
class PipelineFormPages {
  private static final String PAGE = "pipeline-form";

  private final EventTypes eventTypes;
  private final Pipelines pipelines;
  private final PipelineChanges changes;
  private final SqlChecks checks;
  private final SqlSources sources;
  private final PreviewRuns previews;

  PipelineFormPages(
      EventTypes eventTypes,
      Pipelines pipelines,
      PipelineChanges changes,
      SqlChecks checks,
      SqlSources sources,
      PreviewRuns previews) {
    this.eventTypes = eventTypes;
    this.pipelines = pipelines;
    this.changes = changes;
    this.checks = checks;
    this.sources = sources;
    this.previews = previews;
  }

  /** What a button of the form, or the form by itself, asks for. */
  enum Step {
    /** Say what is wrong with the SQL, and what it comes to. */
    VALIDATE,
    /** Try it; by itself where scripts run. */
    PREVIEW,
    /** Check everything and keep nothing. */
    CHECK,
    /** Make it. */
    CREATE
  }

  /** What somebody sent. */
  private record Sent(
      PipelineForm form,
      Caller caller,
      @Nullable String htmx,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {}

  @GetMapping("/pipelines/new")
  String form(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable EventTypeName from,
      Model model) {
    requireMay(caller);
    String sql = from == null ? "" : sources.selectAll(eventTypes.get(from));
    PipelineForm form = PipelineForm.empty(caller.team(), sql);
    return page(model, form, checks.of(form, caller), FieldProblems.NONE, null);
  }

  @PostMapping("/pipelines/new")
  Object act(
      @AuthenticationPrincipal Caller caller,
      PipelineForm form,
      @RequestParam(defaultValue = "create") String step,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    requireMay(caller);
    Sent sent = new Sent(form, caller, htmx, request, response, model);
    return switch (Forms.step(Step.values(), step)) {
      case VALIDATE -> shown(sent, FieldProblems.NONE, null);
      case PREVIEW -> preview(sent, null);
      case CHECK -> answered(sent, null, () -> created(sent, Mode.DRY_RUN));
      case CREATE -> answered(sent, null, () -> created(sent, Mode.APPLY));
    };
  }

  @GetMapping("/pipelines/{name}/edit")
  String edit(
      @PathVariable PipelineName name, @AuthenticationPrincipal Caller caller, Model model) {
    Pipeline pipeline = pipelines.get(name, caller);
    requireMay(caller, pipeline);
    PipelineForm form = PipelineForm.of(pipeline);
    return page(model, form, checks.of(form, caller), FieldProblems.NONE, pipeline);
  }

  @PostMapping("/pipelines/{name}/edit")
  Object change(
      @PathVariable PipelineName name,
      @AuthenticationPrincipal Caller caller,
      PipelineForm typed,
      @RequestParam(defaultValue = "create") String step,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Pipeline pipeline = pipelines.get(name, caller);
    requireMay(caller, pipeline);
    Sent sent =
        new Sent(typed.writingTo(pipeline.destination()), caller, htmx, request, response, model);
    return switch (Forms.step(Step.values(), step)) {
      case VALIDATE -> shown(sent, FieldProblems.NONE, pipeline);
      case PREVIEW -> preview(sent, pipeline);
      case CHECK -> answered(sent, pipeline, () -> changed(sent, pipeline, Mode.DRY_RUN));
      case CREATE -> answered(sent, pipeline, () -> changed(sent, pipeline, Mode.APPLY));
    };
  }

  private Object created(Sent sent, Mode mode) {
    Made<Pipeline> done =
        changes.create(sent.form().toDeclaration(), new ChangeRequest(sent.caller(), "", mode));
    if (mode == Mode.DRY_RUN) {
      sent.model()
          .addAttribute(
              "well",
              done.outcome() == Made.Outcome.UNCHANGED
                  ? "It is there already, exactly so."
                  : "All is well: it can be created.");
      return shown(sent, FieldProblems.NONE, null);
    }
    String secret = done.resource().webhookSecret();
    return Redirects.to(
        "/pipelines/" + done.resource().name(),
        secret == null
            ? Map.of("said", "It is made. The transform-runner begins with it within seconds.")
            : Map.of("secret", secret),
        sent.htmx(),
        sent.request(),
        sent.response());
  }

  private Object changed(Sent sent, Pipeline seen, Mode mode) {
    Pipeline after =
        changes.change(
            new PipelineName(seen.name()),
            sent.form().toChange(),
            sent.form().seenGeneration(),
            new ChangeRequest(sent.caller(), "", mode));
    if (mode == Mode.DRY_RUN) {
      sent.model().addAttribute("well", "All is well. " + stateWords(seen, after));
      return shown(sent, FieldProblems.NONE, seen);
    }
    return Redirects.to(
        "/pipelines/" + seen.name(),
        Map.of(
            "said",
            after.version() == seen.version()
                ? "It is changed. Its version stays: the SQL and what belongs to it are the same."
                : "Version " + after.version() + " is made. " + stateWords(seen, after)),
        sent.htmx(),
        sent.request(),
        sent.response());
  }

  private static String stateWords(Pipeline before, Pipeline after) {
    if (after.version() == before.version() || after.stateKept() == null) {
      return "";
    }
    return after.stateKept()
        ? "It goes on with the state so far."
        : switch (after.onIncompatible()) {
          case BACKFILL ->
              "It cannot go on with the state so far: it is computed anew, beside the current one.";
          case DROP_STATE ->
              "It cannot go on with the state so far: it begins without, "
                  + (after.start().equals(before.start())
                      ? "where the current one stops."
                      : "at its new start.");
        };
  }

  private Object answered(Sent sent, @Nullable Pipeline edited, Supplier<Object> work) {
    return Forms.answered(
        sent.response(),
        work,
        (summary, violations) -> shown(sent, problems(summary, violations, sent), edited));
  }

  /** Where scripts do not run, the whole page waits for the preview. */
  private Object preview(Sent sent, @Nullable Pipeline edited) {
    sent.model().addAttribute("previewed", true);
    sent.model()
        .addAllAttributes(previews.run(sent.form(), sent.caller(), sent.response(), () -> {}));
    return shown(sent, FieldProblems.NONE, edited);
  }

  private String shown(Sent sent, FieldProblems problems, @Nullable Pipeline edited) {
    CheckedSql checked = checks.of(sent.form(), sent.caller());
    return page(sent.model(), sent.form(), checked, problems, edited);
  }

  private String page(
      Model model,
      PipelineForm form,
      CheckedSql checked,
      FieldProblems problems,
      @Nullable Pipeline edited) {
    model.addAttribute("editor", true);
    model.addAttribute("form", form);
    model.addAttribute("checked", checked);
    model.addAttribute("problems", problems);
    model.addAttribute("edited", edited);
    model.addAttribute("title", edited == null ? "New pipeline" : "Change " + edited.name());
    model.addAttribute(
        "action", edited == null ? "/pipelines/new" : "/pipelines/" + edited.name() + "/edit");
    if (edited != null) {
      model.addAttribute("goesTo", DestinationView.of(edited.destination()));
      model.addAttribute("newest", pipelines.newestVersion(new PipelineName(edited.name())));
    }
    sources.add(model, "");
    return PAGE;
  }

  /** Problems next to the fields as this form names them. */
  private static FieldProblems problems(String summary, List<Violation> violations, Sent sent) {
    return new FieldProblems(
        summary,
        violations.stream()
            .map(
                v -> {
                  String field = sent.form().fieldAt(v.pointer());
                  return sent.form()
                      .missing(field)
                      .map(missing -> new FieldProblems.FieldProblem(field, "", missing, null))
                      .orElseGet(
                          () ->
                              new FieldProblems.FieldProblem(
                                  field, "", v.message(), v.suggestion()));
                })
            .toList());
  }

  private static void requireMay(Caller caller) {
    if (!caller.role().mayRunPipelines()) {
      throw caller.refused("Pipelines are made by scientists, engineers and admins");
    }
  }

  private static void requireMay(Caller caller, Pipeline pipeline) {
    requireMay(caller);
    if (!PipelinePages.may(caller, pipeline)) {
      throw new ApiException(
          ProblemCode.NOT_OWNER,
          "'"
              + pipeline.name()
              + "' belongs to team "
              + pipeline.owner()
              + ", and your token speaks for team "
              + caller.team());
    }
    if (pipeline.desired() == Pipeline.Desired.DELETED) {
      throw new ApiException(
          ProblemCode.PIPELINE_DELETED, "'" + pipeline.name() + "' is being deleted");
    }
  }
}
