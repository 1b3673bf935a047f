package com.eventbuspro.platform.console;

import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.pipeline.PipelineRows;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;

/** Some rows that a pipeline has brought forth; its page asks for them once it is shown. */
@Controller
class PipelineRowPages {
  private static final int ROWS = 20;

  private final PipelineRows rows;

  PipelineRowPages(PipelineRows rows) {
    this.rows = rows;
  }

  @GetMapping("/pipelines/{name}/rows")
  String rows(
      @PathVariable PipelineName name, @AuthenticationPrincipal Caller caller, Model model) {
    List<JsonNode> found = new ArrayList<>();
    try {
      rows.export(name, ROWS, caller, found::add);
    } catch (ApiException e) {
      if (e.code() != ProblemCode.UNAVAILABLE) {
        throw e;
      }
      model.addAttribute("away", true);
    }
    model.addAttribute("name", name.value());
    model.addAttribute("table", RowTable.of(found));
    return "parts-pipeline :: rows";
  }
}
