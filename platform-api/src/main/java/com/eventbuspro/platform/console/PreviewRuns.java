package com.eventbuspro.platform.console;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.platform.pipeline.PreviewRequest;
import com.eventbuspro.platform.pipeline.StillWorking;
import com.eventbuspro.platform.pipeline.Transforms;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Runs the preview of a form, and makes what became of it something to show. */
@Component
class PreviewRuns {
  private final Transforms transforms;

  PreviewRuns(Transforms transforms) {
    this.transforms = transforms;
  }

  /**
   * Blocks until the rows are there.
   *
   * @return what the fragment {@code preview} shows: {@code preview}, {@code problems} or {@code
   *     refused}
   * @throws UncheckedIOException if the listener says that nobody waits any more
   */
  Map<String, Object> run(
      PipelineForm form, Caller caller, HttpServletResponse response, StillWorking listener) {
    try {
      PreviewRequest asked = new PreviewRequest(form.sql(), form.previewSlice(), null);
      return Map.of("preview", PreviewView.of(transforms.preview(asked, caller, listener)));
    } catch (InvalidInputException e) {
      response.setStatus(ProblemCode.INVALID_INPUT.status());
      return Map.of("wrong", e.violations());
    } catch (ApiException e) {
      response.setStatus(e.code().status());
      return Map.of("refused", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
