package com.eventbuspro.platform.rows;

import com.eventbuspro.lake.read.TableStats;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/event-types/{name}")
class RowsController {
  private final LakeRows rows;
  private final PlatformSettings.Limits limits;

  RowsController(LakeRows rows, PlatformSettings settings) {
    this.rows = rows;
    this.limits = settings.limits();
  }

  @Operation(
      summary = "The newest rows of the lake table",
      description =
          "With Accept: application/json a page of rows, newest first. With Accept:"
              + " application/x-ndjson the whole table, oldest commit first, one row per line, up to"
              + " limit rows; the header Total-Rows says how many the table has, and a connection"
              + " that is cut means that rows are missing. Personal data (x-pii) is masked for every role"
              + " but ADMIN.")
  @GetMapping(path = "/events", produces = MediaType.APPLICATION_JSON_VALUE)
  Rows newest(
      @PathVariable EventTypeName name,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit,
      @AuthenticationPrincipal Caller caller) {
    return rows.newest(name, new PageRequest(cursor, limit), caller);
  }

  @GetMapping(path = "/events", produces = RowLines.NDJSON)
  void export(
      @PathVariable EventTypeName name,
      @RequestParam(required = false) @Nullable Integer limit,
      @AuthenticationPrincipal Caller caller,
      HttpServletResponse response)
      throws IOException {
    int most = RowLines.checked(limit == null ? limits.exportRows() : limit, limits.exportRows());
    long total = rows.stats(name).map(TableStats::rows).orElse(0L);
    response.setHeader("Total-Rows", Long.toString(total));
    RowLines.write(response, row -> rows.export(name, most, caller, row));
  }
}
