package com.eventbuspro.sink;

import com.eventbuspro.dataplane.flink.FlinkRest;
import com.eventbuspro.dataplane.flink.JobJars;
import com.eventbuspro.dataplane.flink.RemoteJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job in a Flink cluster. Whoever starts finds the job that runs already and watches it; when
 * none does it submits one, whenever that is: the cluster may forget its jobs. At the start, not
 * later, a job of another program or other settings is replaced; so of two launchers of different
 * versions the one started last decides, and they do not fight.
 *
 * <p>Two jobs at once, by whatever mistake, do no harm: the tables are the checkpoint.
 */
final class RemoteSink implements LakeSink {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteSink.class);
  private static final long STEP_MILLIS = 500;
  private static final long WATCH_MILLIS = 2_000;
  private static final int SUBMIT_TRIES = 3;
  // Whoever cancels a job may be about to submit its successor.
  private static final Duration SUCCESSION = Duration.ofMinutes(1);

  private final LakeSinkConfig config;
  private final RemoteFlink flink;
  private final List<Path> jars;
  private final JobIdentity identity;
  private final FlinkRest rest;
  private final Set<JobID> refused = new HashSet<>();
  private final Map<JobID, Integer> failedSubmits = new HashMap<>();
  private volatile @Nullable JobID job;
  private long cancelledNanos;
  private boolean silent;
  private boolean closed;

  private RemoteSink(LakeSinkConfig config, RemoteFlink flink, List<Path> jars) {
    this.config = config;
    this.flink = flink;
    this.jars = jars;
    this.identity = JobIdentity.of(config, jars);
    this.rest = new FlinkRest(flink.address());
  }

  static RemoteSink start(LakeSinkConfig config, RemoteFlink flink) throws IOException {
    Path directory = Files.createTempDirectory("lake-sink-jars");
    List<Path> jars = JobJars.of(System.getProperty("java.class.path"), directory);
    return new RemoteSink(config, flink, jars);
  }

  @Override
  public void awaitRunning() throws InterruptedException {
    while (!isRunning(this::replace)) {
      TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
    }
  }

  /** Never ends by itself: a job that ended or was forgotten is submitted again. */
  @Override
  public void awaitEnd() throws InterruptedException {
    while (true) {
      isRunning(this::adopt);
      TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
    }
  }

  /** Leaves the job running, or cancels it, as the settings say. */
  @Override
  public void close() {
    JobID watched = job;
    if (flink.onStop() == RemoteFlink.OnStop.LEAVE || watched == null) {
      LOG.info("The job {} goes on in the cluster at {}", watched, flink.address());
      return;
    }
    try {
      cancel(watched);
      LOG.info("The job {} was told to end; what it had not committed is read again", watched);
    } catch (IOException e) {
      LOG.warn("The job {} could not be told to end: cancel it in the cluster", watched, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void cancel(JobID watched) throws IOException, InterruptedException {
    // From here on nobody submits it again.
    closed = true;
    rest.cancel(watched);
  }

  /** One step towards a running job. */
  private interface Step {
    @Nullable JobID find(List<RemoteJob> jobs) throws IOException, InterruptedException;
  }

  private synchronized boolean isRunning(Step find) throws InterruptedException {
    if (closed) {
      return false;
    }
    try {
      Optional<JobStatus> status = status();
      if (status.isEmpty() || status.get().isGloballyTerminalState()) {
        if (job != null && cancelledNanos == 0) {
          LOG.warn("The job {} is gone: {}", job, status.map(JobStatus::name).orElse("unknown"));
        }
        List<RemoteJob> jobs = rest.jobs();
        job = find.find(jobs);
        return false;
      }
      if (silent) {
        LOG.info("The cluster at {} answers", flink.address());
      }
      silent = false;
      return status.get() == JobStatus.RUNNING;
    } catch (IOException e) {
      if (!silent) {
        LOG.warn("The Flink cluster at {} does not answer; trying on", flink.address(), e);
      }
      silent = true;
      return false;
    }
  }

  private Optional<JobStatus> status() throws IOException, InterruptedException {
    JobID watched = job;
    return watched == null ? Optional.empty() : rest.status(watched);
  }

  /** At the start: our own job or a new one, and no other beside it. */
  private @Nullable JobID replace(List<RemoteJob> jobs) throws IOException, InterruptedException {
    JobChoice choice = JobChoice.among(jobs, identity);
    for (JobID other : choice.others()) {
      LOG.info("The job {} is of another program or other settings and is replaced", other);
      rest.cancel(other);
    }
    if (choice.current().isEmpty() && anyAlive(choice.others())) {
      // Until it has ended it holds the slots that its successor needs.
      return null;
    }
    return choice.current().isPresent() ? choice.current().get() : submit(jobs);
  }

  private boolean anyAlive(List<JobID> others) throws IOException, InterruptedException {
    for (JobID other : others) {
      if (rest.status(other).filter(status -> !status.isGloballyTerminalState()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Later: whatever job of this installation runs, or a new one. */
  private @Nullable JobID adopt(List<RemoteJob> jobs) throws IOException, InterruptedException {
    JobChoice choice = JobChoice.among(jobs, identity);
    Optional<JobID> found = choice.current().or(() -> choice.others().stream().findFirst());
    if (found.isPresent()) {
      cancelledNanos = 0;
      return found.get();
    }
    return awaitsSuccessor() ? job : submit(jobs);
  }

  private boolean awaitsSuccessor() throws IOException, InterruptedException {
    if (status().filter(status -> status == JobStatus.CANCELED).isEmpty()) {
      return false;
    }
    if (cancelledNanos == 0) {
      cancelledNanos = System.nanoTime();
    }
    boolean waits = System.nanoTime() - cancelledNanos < SUCCESSION.toNanos();
    if (!waits) {
      cancelledNanos = 0;
    }
    return waits;
  }

  private @Nullable JobID submit(List<RemoteJob> jobs) throws IOException, InterruptedException {
    JobID id = JobChoice.unused(jobs, identity, refused);
    if (rest.status(id).isPresent()) {
      return id;
    }
    try {
      StreamExecutionEnvironment environment =
          new StreamExecutionEnvironment(FlinkSettings.remote(config, flink, id, jars));
      LakeJob.build(environment, config);
      environment.executeAsync(identity.name());
      LOG.info("Submitted the job {} to the cluster at {}", id, flink.address());
      return id;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // It may have been taken nevertheless, or have been there: the next look tells. An id that
      // is refused time and again is that of a job which the cluster ended and no longer lists.
      LOG.warn("Submitting the job {} failed; trying again", id, e);
      if (failedSubmits.merge(id, 1, Integer::sum) >= SUBMIT_TRIES) {
        refused.add(id);
      }
      return rest.status(id).isPresent() ? id : null;
    }
  }
}
