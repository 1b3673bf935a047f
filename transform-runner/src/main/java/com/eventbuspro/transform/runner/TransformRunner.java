package com.eventbuspro.transform.runner;

import com.eventbuspro.dataplane.DatabasePool;
import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import com.eventbuspro.transform.http.InternalHttp;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The running program. */
final class TransformRunner implements AutoCloseable {
  private static final int CONNECTIONS = 6;

  private final HikariDataSource database;
  private final InternalHttp http;
  private final MetricsEndpoint metrics;

  private TransformRunner(HikariDataSource database, InternalHttp http, MetricsEndpoint metrics) {
    this.database = database;
    this.http = http;
    this.metrics = metrics;
  }

  static TransformRunner start(TransformConfig config) throws IOException {
    HikariDataSource database =
        DatabasePool.open(config.platform().database(), "transform-runner", CONNECTIONS);
    InternalHttp http =
        new InternalHttp(
            config.http(), config.secret(), RunnerEndpoints.of(config, database), Optional::empty);
    MetricsEndpoint metrics = new MetricsEndpoint(List.of(), config.metrics());
    metrics.start();
    return new TransformRunner(database, http, metrics);
  }

  @Override
  public void close() {
    http.close();
    metrics.close();
    database.close();
  }
}
