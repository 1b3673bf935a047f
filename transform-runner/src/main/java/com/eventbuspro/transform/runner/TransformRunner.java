package com.eventbuspro.transform.runner;

import com.eventbuspro.dataplane.DatabasePool;
import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.engine.EmbeddedEngine;
import com.eventbuspro.transform.engine.Engine;
import com.eventbuspro.transform.engine.FlinkFiles;
import com.eventbuspro.transform.engine.RemoteEngine;
import com.eventbuspro.transform.http.InternalHttp;
import com.eventbuspro.transform.job.JobOutput;
import com.eventbuspro.transform.job.PipelineJobs;
import com.eventbuspro.transform.life.LifeCycle;
import com.eventbuspro.transform.runner.TransformConfig.Webhooks;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.store.PostgresRejectedEvents;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The running program. */
final class TransformRunner implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final Duration LEASE_LIFE = Duration.ofMinutes(2);

  private final HikariDataSource database;
  private final LifeCycle life;
  private final InternalHttp http;
  private final MetricsEndpoint metrics;

  private TransformRunner(
      HikariDataSource database, LifeCycle life, InternalHttp http, MetricsEndpoint metrics) {
    this.database = database;
    this.life = life;
    this.http = http;
    this.metrics = metrics;
  }

  static TransformRunner start(TransformConfig config) throws IOException {
    FlinkFiles.prepare(config.platform(), config.checkpoints());
    HikariDataSource database =
        DatabasePool.open(config.platform().database(), "transform-runner", CONNECTIONS);
    LifeCycle life = life(config, database);
    InternalHttp http =
        new InternalHttp(
            config.http(), config.secret(), RunnerEndpoints.of(config, database), life::trouble);
    MetricsEndpoint metrics = new MetricsEndpoint(List.of(life.metrics()), config.metrics());
    metrics.start();
    return new TransformRunner(database, life, http, metrics);
  }

  private static LifeCycle life(TransformConfig config, HikariDataSource database)
      throws IOException {
    LakeAccess lake = LakeAccess.of(config.platform().lake());
    return LifeCycle.start(
        new LifeCycle.Settings(
            config.checkpoints(),
            config.checkpointInterval(),
            config.maxParallelism(),
            config.webhooks() == Webhooks.ANYWHERE
                ? JobOutput.Reach.ANYWHERE
                : JobOutput.Reach.PUBLIC,
            LEASE_LIFE),
        database,
        engine(config),
        new PipelineJobs(
            lake,
            StreamsFactory.kinesis(config.platform().aws()),
            new PostgresRejectedEvents(config.platform().database()),
            Clock.systemUTC()),
        lake,
        Clock.systemUTC());
  }

  private static Engine engine(TransformConfig config) throws IOException {
    URI address = config.flinkAddress();
    TransformConfig.Embedded embedded = config.embedded();
    return address == null
        ? new EmbeddedEngine(
            embedded.slots(),
            embedded.managedMegabytes(),
            embedded.networkMegabytes(),
            EmbeddedEngine.KEEP_WARM)
        : RemoteEngine.at(address);
  }

  @Override
  public void close() {
    http.close();
    life.close();
    metrics.close();
    database.close();
  }
}
