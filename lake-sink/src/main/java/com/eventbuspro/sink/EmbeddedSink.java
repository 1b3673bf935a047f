package com.eventbuspro.sink;

import com.eventbuspro.dataplane.flink.EmbeddedFlink;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job in a small Flink cluster of this JVM. */
final class EmbeddedSink implements LakeSink {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSink.class);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(12);
  private static final long CANCEL_PATIENCE_SECONDS = 5;
  private static final long POLL_MILLIS = 50;

  private final LakeSinkConfig config;
  private final String sourceId;
  private final JobClient job;

  private EmbeddedSink(LakeSinkConfig config, String sourceId, JobClient job) {
    this.config = config;
    this.sourceId = sourceId;
    this.job = job;
  }

  /** Starts the job; see {@link #awaitRunning}. */
  static EmbeddedSink start(LakeSinkConfig config) throws Exception {
    EmbeddedFlink.wakeActorsSeldom();
    Configuration flink = FlinkSettings.embedded(config);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(config.parallelism(), flink);
    String sourceId = LakeJob.build(environment, config);
    return new EmbeddedSink(config, sourceId, environment.executeAsync("lake-sink"));
  }

  @Override
  public void awaitRunning() throws InterruptedException, ExecutionException {
    while (job.getJobStatus().get() != JobStatus.RUNNING) {
      if (job.getJobStatus().get().isGloballyTerminalState()) {
        throw new IllegalStateException("The lake sink ended: " + job.getJobStatus().get());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  @Override
  public void awaitEnd() throws InterruptedException, ExecutionException {
    job.getJobExecutionResult().get();
  }

  /** Commits what the writers hold, then ends the job. What was not committed is read again. */
  @Override
  public void close() {
    try {
      if (!SinkStop.request(sourceId, config.parallelism(), COMMIT_PATIENCE)) {
        LOG.warn("Not everything could be committed in time; it is read again at the next start");
      }
      job.cancel().get(CANCEL_PATIENCE_SECONDS, TimeUnit.SECONDS);
      awaitCancelled();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The job did not end in time", e);
    }
  }

  private void awaitCancelled() throws InterruptedException, TimeoutException {
    try {
      job.getJobExecutionResult().get(CANCEL_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.debug("The job was cancelled, as asked", e);
    }
  }
}
