package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.rows.RowLines;
import com.eventbuspro.platform.rows.Rows;
import com.eventbuspro.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/pipelines/{name}/rows")
class PipelineRowsController {
  private static final int MOST_IN_A_PAGE = 1_000;

  private final PipelineRows rows;
  private final PlatformSettings.Limits limits;

  PipelineRowsController(PipelineRows rows, PlatformSettings settings) {
    this.rows = rows;
    this.limits = settings.limits();
  }

  @Operation(
      summary = "Rows that it has brought forth",
      description =
          "From the lake table, as it is now, in no order; always one page of up to limit rows. With"
              + " Accept: application/x-ndjson one row per line, the whole table unless limit says"
              + " less. What may hold personal data is masked for every role but ADMIN.")
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Rows page(
      @PathVariable PipelineName name,
      @RequestParam(defaultValue = "100") int limit,
      @AuthenticationPrincipal Caller caller) {
    List<JsonNode> items = new ArrayList<>();
    rows.export(name, RowLines.checked(limit, MOST_IN_A_PAGE), caller, items::add);
    return new Rows(items, null);
  }

  @GetMapping(produces = RowLines.NDJSON)
  void export(
      @PathVariable PipelineName name,
      @RequestParam(required = false) @Nullable Integer limit,
      @AuthenticationPrincipal Caller caller,
      HttpServletResponse response)
      throws IOException {
    int most = RowLines.checked(limit == null ? limits.exportRows() : limit, limits.exportRows());
    RowLines.write(response, row -> rows.export(name, most, caller, row));
  }
}
