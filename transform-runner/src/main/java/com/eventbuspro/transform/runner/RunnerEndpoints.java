package com.eventbuspro.transform.runner;

import com.eventbuspro.transform.analysis.AnalysisEndpoints;
import com.eventbuspro.transform.analysis.Analyzer;
import com.eventbuspro.transform.analysis.BoundedPlanner;
import com.eventbuspro.transform.analysis.SchemaImpact;
import com.eventbuspro.transform.analysis.SourceView;
import com.eventbuspro.transform.http.Endpoint;
import com.eventbuspro.transform.preview.PreviewEndpoint;
import com.eventbuspro.transform.preview.PreviewLimits;
import com.eventbuspro.transform.preview.Previews;
import com.eventbuspro.transform.source.LakeAccess;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What the runner is asked over HTTP, by path, and what answers it. */
final class RunnerEndpoints implements AutoCloseable {
  private final Map<String, Endpoint> byPath;
  private final Previews previews;

  private RunnerEndpoints(Map<String, Endpoint> byPath, Previews previews) {
    this.byPath = byPath;
    this.previews = previews;
  }

  /**
   * The endpoints.
   *
   * @param database the platform's
   */
  static RunnerEndpoints of(TransformConfig config, DataSource database) {
    SourceView view = new SourceView(database);
    Analyzer analyzer =
        new Analyzer(view::now, new BoundedPlanner(BoundedPlanner.Limits.DEFAULT), database);
    SchemaImpact impact = new SchemaImpact(database, view::now, analyzer);
    Previews previews =
        new Previews(
            view::now,
            analyzer,
            LakeAccess.of(config.platform().lake()),
            Clock.systemUTC(),
            PreviewLimits.DEFAULT);
    Map<String, Endpoint> endpoints = new TreeMap<>(AnalysisEndpoints.of(analyzer, impact));
    endpoints.put("/v1/preview", new PreviewEndpoint(previews));
    return new RunnerEndpoints(endpoints, previews);
  }

  Map<String, Endpoint> byPath() {
    return byPath;
  }

  /** Ends what they started. */
  @Override
  public void close() {
    previews.close();
  }
}
