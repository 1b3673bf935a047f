package com.eventbuspro.platform.console;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.eventtype.ReadingPipelines;
import com.eventbuspro.platform.pipeline.Pipeline;
import com.eventbuspro.platform.pipeline.PipelineComparisons;
import com.eventbuspro.platform.pipeline.PipelineLifecycle;
import com.eventbuspro.platform.pipeline.PipelineStatus.Phase;
import com.eventbuspro.platform.pipeline.PipelineVersion;
import com.eventbuspro.platform.pipeline.Pipelines;
import com.eventbuspro.platform.pipeline.QuarantinedEvent;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Pipelines: which there are, and how each is. */
@Controller
class PipelinePages {
  private static final int ROWS = 50;
  private static final int QUARANTINED = 20;
  private static final int VERSIONS = 20;
  private static final int HISTORY = 20;

  private final Pipelines pipelines;
  private final PipelineComparisons comparisons;
  private final ReadingPipelines readers;
  private final AuditRecords audit;
  private final Clock clock;

  PipelinePages(
      Pipelines pipelines,
      PipelineComparisons comparisons,
      ReadingPipelines readers,
      AuditRecords audit,
      Clock clock) {
    this.pipelines = pipelines;
    this.comparisons = comparisons;
    this.readers = readers;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping("/pipelines")
  String list(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(defaultValue = "") String reads,
      @RequestParam(defaultValue = "") String phase,
      @RequestParam(required = false) @Nullable String cursor,
      @AuthenticationPrincipal Caller caller,
      Model model) {
    Pipelines.Search search =
        new Pipelines.Search(
            Inputs.text("text", text),
            Inputs.text("owner", owner.strip()),
            phase(phase),
            Inputs.text("reads", reads.strip()));
    Page<Pipeline> page = pipelines.search(search, new PageRequest(cursor, ROWS), caller);
    Instant now = clock.instant();
    model.addAttribute("text", text);
    model.addAttribute("owner", owner);
    model.addAttribute("reads", reads);
    model.addAttribute("phase", phase);
    model.addAttribute("phases", Choice.of(Phase.values(), PhaseView::label));
    model.addAttribute("searching", !(text + owner + reads + phase).isBlank());
    model.addAttribute("rows", page.items().stream().map(p -> PipelineRow.of(p, now)).toList());
    model.addAttribute("cursor", cursor);
    model.addAttribute("next", page.next());
    return "pipelines";
  }

  @GetMapping("/pipelines/{name}")
  String show(
      @PathVariable PipelineName name, @AuthenticationPrincipal Caller caller, Model model) {
    Pipeline pipeline = pipelines.get(name, caller);
    Instant now = clock.instant();
    addStatus(model, pipeline, caller, now);
    addDeclared(model, pipeline, now);
    addVersions(model, name, caller, now);
    addQuarantine(model, name, caller, now);
    comparisons
        .of(name, caller)
        .ifPresent(c -> model.addAttribute("comparison", ComparisonView.of(c, now)));
    addRuns(model, pipeline, now);
    model.addAttribute("history", history(name, caller, now));
    return "pipeline";
  }

  /** How it is, alone; asked for again and again. */
  @GetMapping("/pipelines/{name}/status")
  Object status(@PathVariable PipelineName name, @AuthenticationPrincipal Caller caller) {
    return part(
        "status",
        name,
        caller,
        (model, pipeline) -> addStatus(model, pipeline, caller, clock.instant()));
  }

  /** Its jobs, alone; asked for again and again. */
  @GetMapping("/pipelines/{name}/runs")
  Object runs(@PathVariable PipelineName name, @AuthenticationPrincipal Caller caller) {
    return part(
        "runs", name, caller, (model, pipeline) -> addRuns(model, pipeline, clock.instant()));
  }

  /** What it could not deal with, alone; asked for again and again. */
  @GetMapping("/pipelines/{name}/quarantine")
  Object quarantine(@PathVariable PipelineName name, @AuthenticationPrincipal Caller caller) {
    return part(
        "quarantine",
        name,
        caller,
        (model, pipeline) -> addQuarantine(model, name, caller, clock.instant()));
  }

  private Object part(
      String part, PipelineName name, Caller caller, BiConsumer<Model, Pipeline> content) {
    Optional<Pipeline> pipeline = pipelines.find(name, caller);
    if (pipeline.isEmpty()) {
      return ResponseEntity.noContent().header("HX-Redirect", "/pipelines").build();
    }
    Model model = new ExtendedModelMap();
    model.addAttribute("pipeline", pipeline.get());
    content.accept(model, pipeline.get());
    return new ModelAndView("parts-pipeline :: " + part, model.asMap());
  }

  private static void addStatus(Model model, Pipeline pipeline, Caller caller, Instant now) {
    PipelineFiguresView figures = PipelineFiguresView.of(pipeline.status().figures(), now);
    model.addAttribute("pipeline", pipeline);
    model.addAttribute("phase", PhaseView.of(pipeline, now));
    model.addAttribute("figures", figures);
    model.addAttribute("trends", TrendView.of(figures));
    model.addAttribute("may", may(caller, pipeline));
    model.addAttribute("stuck", PipelineLifecycle.isStuck(pipeline));
  }

  private void addDeclared(Model model, Pipeline pipeline, Instant now) {
    DestinationView to = DestinationView.of(pipeline.destination());
    model.addAttribute("goesTo", to);
    model.addAttribute(
        "followers", to.link() == null ? List.of() : readers.of(EventTypeName.parse(to.name())));
    model.addAttribute("columns", ResultColumn.of(pipeline.columns()));
    model.addAttribute("growth", CheckedSql.growth(pipeline.changes(), to.kind()));
    model.addAttribute("stateKept", Amounts.hours(pipeline.stateHours()));
    model.addAttribute("created", When.of(pipeline.createdAt(), now));
    model.addAttribute("modified", When.of(pipeline.modifiedAt(), now));
  }

  private void addVersions(Model model, PipelineName name, Caller caller, Instant now) {
    // One more than are shown: each is shown by what is different from the one before.
    List<PipelineVersion> versions = pipelines.newestVersions(name, VERSIONS + 1, caller);
    model.addAttribute(
        "versions", PipelineVersionView.of(versions, now).stream().limit(VERSIONS).toList());
    model.addAttribute("moreVersions", versions.size() > VERSIONS);
    model.addAttribute("newest", versions.get(0).version());
  }

  private static void addRuns(Model model, Pipeline pipeline, Instant now) {
    model.addAttribute("runs", pipeline.runs().stream().map(r -> RunView.of(r, now)).toList());
  }

  private void addQuarantine(Model model, PipelineName name, Caller caller, Instant now) {
    Page<QuarantinedEvent> page =
        pipelines.quarantine(name, PageRequest.first(QUARANTINED), caller);
    model.addAttribute(
        "quarantine", page.items().stream().map(e -> QuarantinedEventView.of(e, now)).toList());
    model.addAttribute("moreQuarantined", page.next() != null);
  }

  private List<AuditRow> history(PipelineName name, Caller caller, Instant now) {
    if (!caller.role().mayAudit()) {
      return List.of();
    }
    return audit
        .page(AuditRecords.Filter.ofSubject("pipelines/" + name), PageRequest.first(HISTORY))
        .items()
        .stream()
        .map(r -> AuditRow.of(r, now))
        .toList();
  }

  /** Whether somebody may change a pipeline. */
  static boolean may(Caller caller, Pipeline pipeline) {
    return pipeline.mayBeChangedBy(caller);
  }

  private static @Nullable Phase phase(String name) {
    return Arrays.stream(Phase.values())
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
