package com.eventbuspro.transform.runner;

import com.eventbuspro.transform.http.Endpoint;
import java.util.Map;
import javax.sql.DataSource;

/** What the runner is asked over HTTP, by path. */
final class RunnerEndpoints {
  private RunnerEndpoints() {}

  /**
   * The endpoints.
   *
   * @param database the platform's
   */
  static Map<String, Endpoint> of(TransformConfig config, DataSource database) {
    return Map.of();
  }
}
