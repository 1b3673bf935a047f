package com.eventbuspro.transform.engine;

import com.eventbuspro.dataplane.flink.JobJars;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink session cluster elsewhere. Our program is uploaded with each job; jobs go on when this
 * JVM ends.
 */
public final class RemoteEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteEngine.class);

  private final Terms terms = new Terms();
  private final ClusterCalls calls;
  private final Path directory;

  private RemoteEngine(ClusterCalls calls, Path directory) {
    this.calls = calls;
    this.directory = directory;
  }

  /**
   * The cluster; it need not answer yet.
   *
   * @param address its REST endpoint
   * @param mark by which jobs of this environment are known; others may use the cluster, too
   */
  public static RemoteEngine at(URI address, String mark) throws IOException {
    Path directory = Files.createTempDirectory("transform-runner-jars");
    List<Path> jars = JobJars.of(System.getProperty("java.class.path"), directory);
    Configuration settings = new Configuration();
    settings.set(DeploymentOptions.TARGET, "remote");
    settings.set(RestOptions.ADDRESS, address.getHost());
    settings.set(RestOptions.PORT, address.getPort());
    settings.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
    try {
      return new RemoteEngine(
          new ClusterCalls(
              new RestClusterClient<>(settings, StandaloneClusterId.getInstance()),
              address,
              jars,
              mark),
          directory);
    } catch (Exception e) {
      throw new EngineException("No client for the Flink cluster at " + address, e);
    }
  }

  @Override
  public boolean outlivesUs() {
    return true;
  }

  @Override
  public Map<JobID, JobStatus> jobs() {
    return calls.jobs();
  }

  @Override
  public boolean isOurs(JobID job) {
    return calls.isMarked(job);
  }

  @Override
  public int freeSlots() {
    return calls.freeSlots();
  }

  @Override
  public void admit() {
    terms.begin();
  }

  @Override
  public long term() {
    return terms.number();
  }

  @Override
  public void submit(long term, StreamGraph graph, JobID id, Restore restore) {
    terms.require(term);
    calls.submit(graph, id, restore);
  }

  @Override
  public void stop(JobID job, String folder) {
    calls.stop(job, folder);
  }

  @Override
  public void cancel(JobID job) {
    calls.cancel(job);
  }

  @Override
  public Optional<JobFailure> failure(JobID job) {
    return calls.failure(job);
  }

  @Override
  public Optional<JobFigures> figures(JobID job) {
    return calls.figures(job);
  }

  /** The cluster is not ours. */
  @Override
  public void tidy() {}

  @Override
  public Optional<String> trouble() {
    return calls.taskManagers() == 0
        ? Optional.of("The Flink cluster has no task manager")
        : Optional.empty();
  }

  /** Its jobs are the business of whoever runs pipelines next. */
  @Override
  public void dropAll() {
    terms.end();
  }

  @Override
  public void close() {
    calls.close();
    try {
      FileUtils.deleteDirectory(directory.toFile());
    } catch (IOException e) {
      LOG.info("The folder {} of our program for Flink stays: {}", directory, e.toString());
    }
  }
}
