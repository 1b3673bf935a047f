package com.eventbuspro.local;

import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.platform.PlatformApplication;
import com.eventbuspro.provisioner.ProvisionerApplication;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;

/**
 * Everything, started in the order of need and closed in the opposite one. Closing may come at any
 * time, also in the middle of a start (Ctrl-C): what was begun is closed, and nothing more is
 * begun.
 */
final class LocalPlatform implements AutoCloseable {
  private static final int SINK_START_SECONDS = 90;
  private static final String LOOPBACK = "127.0.0.1";

  private final LocalOptions options;
  private final Progress progress;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private boolean closed;

  LocalPlatform(LocalOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Starts everything and says how it goes.
   *
   * @throws StartException if anything does not start; nothing is left running then
   */
  void start() {
    try {
      startAll();
    } catch (StartException e) {
      close();
      throw e;
    } catch (RuntimeException e) {
      close();
      throw new StartException(
          e + "\nThe log is " + options.dataDirectory().resolve("logs").resolve("event-bus.log"),
          e);
    }
  }

  private void startAll() {
    DataDirectory data = opened(DataDirectory.open(options.dataDirectory()));
    LocalPostgres.stopLeftover(data);
    Ports.requireFree(options);
    if (options.start() == LocalOptions.Start.FRESH) {
      data.clear();
      progress.say("All data of earlier runs is deleted");
    }
    System.setProperty("ebp.log-file", data.folder("logs").resolve("event-bus.log").toString());
    // Before several threads begin to log at once: SLF4J complains of that to the person.
    LoggerFactory.getILoggerFactory();

    LocalAwsConfig aws = awsConfig(data);
    Map<String, String> settings = settings(aws, data);
    // The sink waits by itself for what it needs, and takes the longest: it begins first.
    ServiceProcess sink =
        opened(
            ServiceProcess.start(
                Service.LAKE_SINK,
                log(data, "lake-sink.log"),
                sinkSettings(settings, data),
                progress));
    CompletableFuture<LocalAws> awsStart = CompletableFuture.supplyAsync(() -> LocalAws.start(aws));
    try {
      opened(LocalPostgres.start(data, options.postgresPort()));
      progress.say("PostgreSQL listens on port " + options.postgresPort());
    } finally {
      opened(joined(awsStart));
    }
    progress.say(
        "Kinesis, IAM and STS listen on port %d, S3 on %d"
            .formatted(options.awsPort(), options.s3Port()));
    opened(
        SpringService.start(
            PlatformApplication.class,
            WebApplicationType.SERVLET,
            platformSettings(settings, data)));
    progress.say("The platform listens on port " + options.port());
    opened(
        SpringService.start(
            ProvisionerApplication.class, WebApplicationType.NONE, provisionerSettings(settings)));
    progress.say("The provisioner runs");
    await(sink);
    progress.say("The lake sink runs; its metrics are on port " + options.metricsPort());
    // Last, and nobody waits for it: event types are registered and captured without it.
    ServiceProcess runner =
        opened(
            ServiceProcess.start(
                Service.TRANSFORM_RUNNER,
                log(data, "transform-runner.log"),
                runnerSettings(settings, data),
                progress));
    Welcome.say(progress, options);
    opened(FastStart.keepClasses(List.of(sink, runner)));
  }

  private LocalAwsConfig awsConfig(DataDirectory data) {
    return LocalAwsConfig.in(data.folder("aws")).withPorts(options.awsPort(), options.s3Port());
  }

  /** What every service is told alike. */
  private Map<String, String> settings(LocalAwsConfig aws, DataDirectory data) {
    Map<String, String> settings = new HashMap<>();
    settings.put("EBP_ENVIRONMENT", "local");
    settings.put("EBP_DATABASE_URL", LocalPostgres.jdbcUrl(options.postgresPort()));
    settings.put("EBP_DATABASE_USER", LocalPostgres.USER);
    settings.put("EBP_DATABASE_PASSWORD", LocalPostgres.password(data));
    settings.put("EBP_AWS_REGION", aws.region());
    settings.put("EBP_AWS_ENDPOINT", loopback(options.awsPort()));
    settings.put("EBP_AWS_S3_ENDPOINT", loopback(options.s3Port()));
    settings.put("EBP_AWS_ACCESS_KEY_ID", aws.root().accessKeyId());
    settings.put("EBP_AWS_SECRET_ACCESS_KEY", aws.root().secretAccessKey());
    settings.put("EBP_LAKE_WAREHOUSE", "s3://ebp-local-lake/warehouse");
    return settings;
  }

  private Map<String, String> platformSettings(Map<String, String> common, DataDirectory data) {
    Map<String, String> settings = new HashMap<>(common);
    settings.put("EBP_HTTP_PORT", Integer.toString(options.port()));
    settings.put("EBP_DEMO_TOKENS_DIRECTORY", data.folder("tokens").toString());
    settings.put("EBP_TRANSFORM_URL", loopback(options.transformPort()));
    settings.put("EBP_TRANSFORM_SECRET", transformSecret(data));
    return settings;
  }

  private Map<String, String> runnerSettings(Map<String, String> common, DataDirectory data) {
    Map<String, String> settings = new HashMap<>(common);
    settings.put("EBP_TRANSFORM_SECRET", transformSecret(data));
    settings.put("EBP_TRANSFORM_HTTP_HOST", LOOPBACK);
    settings.put("EBP_TRANSFORM_HTTP_PORT", Integer.toString(options.transformPort()));
    settings.put("EBP_TRANSFORM_METRICS_HOST", LOOPBACK);
    settings.put("EBP_TRANSFORM_METRICS_PORT", Integer.toString(options.metricsPort() + 2));
    settings.put(
        "EBP_TRANSFORM_CHECKPOINTS",
        data.folder("transform-runner").resolve("checkpoints").toString());
    // Who tries a webhook on one machine has it on that machine.
    settings.put("EBP_TRANSFORM_WEBHOOKS_TO_PRIVATE", "on");
    return settings;
  }

  /** What the platform shows the transform-runner, so that it answers nobody else. */
  private static String transformSecret(DataDirectory data) {
    return Secrets.readOrCreate(data.folder("transform-runner").resolve("secret"));
  }

  private Map<String, String> sinkSettings(Map<String, String> common, DataDirectory data) {
    Map<String, String> settings = new HashMap<>(common);
    settings.put("EBP_SINK_METRICS_HOST", LOOPBACK);
    settings.put("EBP_SINK_METRICS_PORT", Integer.toString(options.metricsPort()));
    settings.put("EBP_SINK_DIRECTORY", data.folder("lake-sink").toString());
    String flink = options.flinkAddress();
    if (flink != null) {
      settings.put("EBP_SINK_FLINK_ADDRESS", flink);
      // Without this process there is no database for the job to ask.
      settings.put("EBP_SINK_FLINK_ON_STOP", "cancel");
    }
    return settings;
  }

  private Map<String, String> provisionerSettings(Map<String, String> common) {
    Map<String, String> settings = new HashMap<>(common);
    settings.put("EBP_PROVISIONER_METRICS_HOST", LOOPBACK);
    settings.put("EBP_PROVISIONER_METRICS_PORT", Integer.toString(options.metricsPort() + 1));
    // The local AWS has no limits on calls a second.
    settings.put("EBP_PROVISIONER_AWS_RATE_SHARE", "100");
    return settings;
  }

  private static String loopback(int port) {
    return "http://" + LOOPBACK + ":" + port;
  }

  private static LocalAws joined(CompletableFuture<LocalAws> start) {
    try {
      return start.join();
    } catch (CompletionException e) {
      throw new StartException("The local AWS did not start: " + e.getCause().getMessage(), e);
    }
  }

  private static Path log(DataDirectory data, String name) {
    return data.folder("logs").resolve(name);
  }

  private static void await(ServiceProcess sink) {
    try {
      sink.ready().get(SINK_START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new StartException(
          "The lake sink did not run within %d seconds".formatted(SINK_START_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new StartException(String.valueOf(e.getCause().getMessage()), e);
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    synchronized (started) {
      if (!closed) {
        started.push(part);
        return part;
      }
    }
    close(part);
    throw new StartException("It was stopped meanwhile");
  }

  private @Nullable AutoCloseable next() {
    synchronized (started) {
      closed = true;
      return started.poll();
    }
  }

  @Override
  public void close() {
    @Nullable AutoCloseable part = next();
    // The data folder is opened first and closed last: alone, it is nothing to tell of.
    boolean running = part != null && !(part instanceof DataDirectory);
    if (running) {
      progress.say("Stopping");
    }
    for (; part != null; part = next()) {
      close(part);
    }
    if (running) {
      progress.say("Stopped");
    }
  }

  private void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      progress.say("A part did not stop cleanly: " + e);
    }
  }
}
