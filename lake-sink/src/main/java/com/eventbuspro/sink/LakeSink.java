package com.eventbuspro.sink;

import com.eventbuspro.streams.source.ShardBatch;
import com.eventbuspro.streams.source.Spread;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.streams.source.StreamsSource;
import com.eventbuspro.streams.source.Tuning;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running job: source and writers in one chain, in a small Flink cluster of this JVM. */
final class LakeSink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakeSink.class);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(12);
  private static final long CANCEL_PATIENCE_SECONDS = 5;
  private static final long POLL_MILLIS = 50;
  private static final String ACTOR_TICK = "pekko.scheduler.tick-duration";

  private final LakeSinkConfig config;
  private final String sourceId;
  private final JobClient job;

  private LakeSink(LakeSinkConfig config, String sourceId, JobClient job) {
    this.config = config;
    this.sourceId = sourceId;
    this.job = job;
  }

  /** Starts the job; see {@link #awaitRunning}. */
  static LakeSink start(LakeSinkConfig config) throws Exception {
    wakeActorsSeldom();
    Configuration flink = FlinkSettings.embedded(config);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(config.parallelism(), flink);
    StreamsSource source =
        new StreamsSource(
            StreamsFactory.kinesis(config.aws()),
            new AssignmentDirectory(config),
            Spread.BY_SIZE,
            Tuning.defaults());
    DataStream<ShardBatch> batches =
        environment.fromSource(source, WatermarkStrategy.noWatermarks(), "streams");
    batches.transform("lake", Types.VOID, new LakeWriterFactory(config, source.id()));
    return new LakeSink(config, source.id(), environment.executeAsync("lake-sink"));
  }

  /**
   * Flink's two actor systems look for what is due a hundred times a second, which is a good part
   * of what an idle sink does. Nothing of ours needs it; Flink has no setting for it.
   */
  private static void wakeActorsSeldom() {
    if (System.getProperty(ACTOR_TICK) == null) {
      System.setProperty(ACTOR_TICK, "100ms");
    }
  }

  /** Waits until every subtask runs. */
  void awaitRunning() throws InterruptedException, ExecutionException {
    while (job.getJobStatus().get() != JobStatus.RUNNING) {
      if (job.getJobStatus().get().isGloballyTerminalState()) {
        throw new IllegalStateException("The lake sink ended: " + job.getJobStatus().get());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** Waits until the job ended, which it does not by itself unless something broke for good. */
  void awaitEnd() throws InterruptedException, ExecutionException {
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
