package com.eventbuspro.platform.console;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.Inputs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** What the form of a pipeline asks for while it is being filled in. */
@Controller
class PipelineFormParts {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineFormParts.class);

  private final SqlSources sources;
  private final PreviewRuns previews;
  private final List<ViewResolver> views;

  PipelineFormParts(SqlSources sources, PreviewRuns previews, List<ViewResolver> views) {
    this.sources = sources;
    this.previews = previews;
    this.views = views;
  }

  /** Event types to choose from. */
  @GetMapping("/pipeline-form/sources")
  String sources(@RequestParam(defaultValue = "") String text, Model model) {
    sources.add(model, Inputs.text("text", text));
    return "parts-pipeline-form :: sources";
  }

  /** The columns of one of them. */
  @GetMapping("/pipeline-form/columns")
  String columns(@RequestParam("event_type") EventTypeName eventType, Model model) {
    model.addAttribute("columns", sources.columns(eventType));
    return "parts-pipeline-form :: columns";
  }

  /** What can be completed: names of event types, or the columns of one. */
  @GetMapping(path = "/pipeline-form/words", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  List<String> words(
      @RequestParam(name = "event_type", required = false) @Nullable String eventType) {
    return eventType == null
        ? sources.names()
        : sources.columns(EventTypeName.parse(eventType)).stream()
            .map(SqlSources.Column::insert)
            .toList();
  }

  /**
   * The first rows. Blanks are sent while it works: when nobody takes them any more, whoever asked
   * has left or cancelled, and the work is cancelled, too.
   */
  @PostMapping("/pipeline-form/preview")
  void preview(
      @AuthenticationPrincipal Caller caller,
      PipelineForm form,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    PrintWriter out = response.getWriter();
    Map<String, Object> found;
    try {
      found =
          previews.run(
              form,
              caller,
              response,
              () -> {
                out.write('\n');
                if (out.checkError()) {
                  throw new IOException("Nobody waits for the preview any more");
                }
              });
    } catch (UncheckedIOException e) {
      LOG.debug("A preview was cancelled: nobody waits for it", e);
      return;
    }
    render("parts-pipeline-form :: preview", found, request, response);
  }

  private void render(
      String name,
      Map<String, Object> model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    try {
      for (ViewResolver resolver : views) {
        View view = resolver.resolveViewName(name, Locale.ENGLISH);
        if (view != null) {
          view.render(model, request, response);
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The preview cannot be shown", e);
    }
    throw new IllegalStateException("There is no view " + name);
  }
}
