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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running program. */
final class TransformRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransformRunner.class);
  private static final int CONNECTIONS = 8;
  private static final Duration LEASE_LIFE = Duration.ofMinutes(2);

  private final HikariDataSource database;
  private final RunnerEndpoints endpoints;
  private @Nullable InternalHttp http;
  private volatile @Nullable LifeCycle life;
  private @Nullable MetricsEndpoint metrics;

  private TransformRunner(TransformConfig config) {
    this.database =
        DatabasePool.open(config.platform().database(), "transform-runner", CONNECTIONS);
    this.endpoints = RunnerEndpoints.of(config, database);
  }

  static TransformRunner start(TransformConfig config) throws IOException {
    FlinkFiles.prepare(config.platform(), config.checkpoints());
    TransformRunner runner = new TransformRunner(config);
    try {
      runner.begin(config);
      return runner;
    } catch (IOException | RuntimeException e) {
      runner.close();
      throw e;
    }
  }

  /** The port first: whoever cannot have it must neither take the lease nor start jobs. */
  private void begin(TransformConfig config) throws IOException {
    http = new InternalHttp(config.http(), config.secret(), endpoints.byPath(), this::trouble);
    LifeCycle begun = life(config, database);
    life = begun;
    MetricsEndpoint opened = new MetricsEndpoint(List.of(begun.metrics()), config.metrics());
    metrics = opened;
    opened.start();
  }

  private Optional<String> trouble() {
    LifeCycle begun = life;
    return begun == null ? Optional.of("It is starting") : begun.trouble();
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
        : RemoteEngine.at(address, config.platform().environment() + " " + config.checkpoints());
  }

  @Override
  public void close() {
    close(http);
    endpoints.close();
    close(life);
    close(metrics);
    database.close();
  }

  private static void close(@Nullable AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) {
      // The others must be closed all the same.
      LOG.warn("A part of the runner did not end in order", e);
    }
  }
}
