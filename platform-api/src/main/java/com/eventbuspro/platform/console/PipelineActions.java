package com.eventbuspro.platform.console;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.pipeline.PipelineLifecycle;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the buttons on a pipeline's page do. */
@Controller
class PipelineActions {
  /** Refusals that belong on an error page, since the pipeline's own cannot be shown or used. */
  private static final Set<ProblemCode> ELSEWHERE =
      EnumSet.of(ProblemCode.PIPELINE_NOT_FOUND, ProblemCode.FORBIDDEN, ProblemCode.NOT_OWNER);

  private final PipelineLifecycle lifecycle;

  PipelineActions(PipelineLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @PostMapping("/pipelines/{name}/pause")
  String pause(
      @PathVariable PipelineName name,
      @AuthenticationPrincipal Caller caller,
      RedirectAttributes shown) {
    return act(
        name,
        shown,
        () -> lifecycle.pause(name, change(caller, "")),
        "It is being paused: its state is saved, and its job stopped.");
  }

  @PostMapping("/pipelines/{name}/resume")
  String resume(
      @PathVariable PipelineName name,
      @AuthenticationPrincipal Caller caller,
      RedirectAttributes shown) {
    return act(
        name,
        shown,
        () -> lifecycle.resume(name, change(caller, "")),
        "It is being resumed, and goes on where it stopped.");
  }

  @PostMapping("/pipelines/{name}/rollback")
  String rollBack(
      @PathVariable PipelineName name,
      @AuthenticationPrincipal Caller caller,
      @RequestParam int version,
      @RequestParam(required = false) @Nullable Long generation,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes shown) {
    return act(
        name,
        shown,
        () ->
            lifecycle.rollBack(
                name,
                version,
                generation == null ? OptionalLong.empty() : OptionalLong.of(generation),
                change(caller, reason.isBlank() ? "Rolled back to version " + version : reason)),
        "It is wanted as version " + version + " said. The newest version says the same.");
  }

  @PostMapping("/pipelines/{name}/switch")
  String switchTo(
      @PathVariable PipelineName name,
      @AuthenticationPrincipal Caller caller,
      @RequestParam int version,
      RedirectAttributes shown) {
    return act(
        name,
        shown,
        () -> lifecycle.switchTo(name, version, change(caller, "")),
        "Version " + version + " takes over. That takes some seconds.");
  }

  @PostMapping("/pipelines/{name}/delete")
  String delete(
      @PathVariable PipelineName name,
      @AuthenticationPrincipal Caller caller,
      RedirectAttributes shown) {
    String page =
        act(
            name,
            shown,
            () -> lifecycle.delete(name, change(caller, "")),
            name + " is being deleted. What it wrote stays.");
    return shown.getFlashAttributes().containsKey("refused") ? page : "redirect:/pipelines";
  }

  private static String act(
      PipelineName name, RedirectAttributes shown, Runnable work, String said) {
    try {
      work.run();
      shown.addFlashAttribute("said", said);
    } catch (ApiException e) {
      if (ELSEWHERE.contains(e.code())) {
        throw e;
      }
      shown.addFlashAttribute("refused", String.valueOf(e.getMessage()));
    } catch (InvalidInputException e) {
      shown.addFlashAttribute("refused", e.violations().get(0).message());
    }
    return "redirect:/pipelines/" + name;
  }

  private static ChangeRequest change(Caller caller, String reason) {
    return new ChangeRequest(caller, reason, Mode.APPLY);
  }
}
