package com.eventbuspro.transform.analysis;

import com.eventbuspro.transform.http.Endpoint;
import java.util.Map;

/** What is asked about SQL over HTTP, without running it. */
public final class AnalysisEndpoints {
  private static final int OK = 200;

  private AnalysisEndpoints() {}

  /** The endpoints by path. */
  public static Map<String, Endpoint> of(Analyzer analyzer, SchemaImpact impact) {
    return Map.of(
        "/v1/validate",
        (request, response) ->
            response.json(OK, Refusals.translated(() -> analyzer.validate(request.json()).json())),
        "/v1/impact",
        (request, response) ->
            response.json(OK, Refusals.translated(() -> impact.impact(request.json()))));
  }
}
