package com.eventbuspro.sink;

import com.eventbuspro.dataplane.PlatformAccess;
import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import com.eventbuspro.lake.LakeConfig;
import java.io.Serializable;
import java.util.Map;

/**
 * The settings of the lake sink.
 *
 * @param platform how database, streams and lake are reached
 * @param directory where the last known assignments are kept
 * @param parallelism how many subtasks; each reads and writes its share of the streams
 * @param metrics where each JVM of the sink lets Prometheus read its metrics
 */
record LakeSinkConfig(
    PlatformAccess platform, String directory, int parallelism, MetricsEndpoint.Address metrics)
    implements Serializable {

  LakeSinkConfig {
    if (parallelism < 1 || parallelism > 128) {
      throw new IllegalArgumentException("EBP_SINK_PARALLELISM must be 1 to 128: " + parallelism);
    }
  }

  /**
   * Reads the settings from environment variables.
   *
   * @throws IllegalArgumentException with everything that is wrong, a line each; a variable that
   *     starts with EBP_ and is not known is wrong too
   */
  static LakeSinkConfig from(Map<String, String> variables) {
    return new LakeSinkSettings(variables).read();
  }

  /** Where the lake is. */
  LakeConfig lake() {
    return platform.lake();
  }
}
