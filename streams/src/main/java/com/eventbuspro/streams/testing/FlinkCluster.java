package com.eventbuspro.streams.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster of separate JVMs on this machine's loopback, started from Flink's Maven
 * artifacts: one JobManager and any number of TaskManagers, each of which may be killed. Its class
 * path has Flink and logging only, as a Flink distribution has; a job brings everything else.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  // Flink, what it needs, and the logging.
  private static final List<String> NEEDED =
      List.of(
          "flink-",
          "commons-cli",
          "commons-collections-",
          "commons-compress",
          "commons-io",
          "commons-lang3",
          "commons-math3",
          "commons-text",
          "kryo",
          "minlog",
          "objenesis",
          "reflectasm",
          "lz4-java",
          "snappy-java",
          "async-profiler",
          "javassist",
          "jsr305",
          "snakeyaml-engine",
          "slf4j-api",
          "logback-");
  // A distribution has the planner where jobs do not see it, and nothing of Scala.
  private static final List<String> OUT_OF_SIGHT =
      List.of("flink-table-planner_", "flink-table-api-scala");
  private static final String LOGGING =
      """
      <configuration>
        <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="console"/></root>
      </configuration>
      """;

  private final Path directory;
  private final String classPath;
  private final int slots;
  private final Map<String, String> settings;
  private final @Nullable Path plugins;
  private final int restPort = freePort();
  private final int rpcPort = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> taskManagers = new ArrayList<>();
  private Process jobManager;
  private int started;

  private FlinkCluster(
      List<Path> classPath,
      Path directory,
      int slots,
      Map<String, String> settings,
      @Nullable Path plugins)
      throws IOException {
    this.directory = directory;
    this.classPath =
        classPath.stream()
            .filter(path -> NEEDED.stream().anyMatch(path.getFileName().toString()::startsWith))
            .filter(
                path -> OUT_OF_SIGHT.stream().noneMatch(path.getFileName().toString()::startsWith))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    this.slots = slots;
    this.settings = Map.copyOf(settings);
    this.plugins = plugins;
    Files.createDirectories(directory.resolve("conf"));
    Files.writeString(directory.resolve("conf/config.yaml"), "");
    Files.writeString(directory.resolve("logback.xml"), LOGGING);
    this.jobManager = launchJobManager();
  }

  /**
   * Starts a JobManager. It may take some seconds until it answers.
   *
   * @param classPath where Flink's artifacts are, among others
   * @param directory for configuration and logs ({@code *.log})
   * @param slots how many slots each TaskManager has
   */
  public static FlinkCluster start(List<Path> classPath, Path directory, int slots)
      throws IOException {
    return start(classPath, directory, slots, Map.of(), null);
  }

  /**
   * The same, with settings of Flink's in addition and a folder of plugins.
   *
   * @param plugins a folder for each plugin; null for none
   */
  public static FlinkCluster start(
      List<Path> classPath,
      Path directory,
      int slots,
      Map<String, String> settings,
      @Nullable Path plugins)
      throws IOException {
    return new FlinkCluster(classPath, directory, slots, settings, plugins);
  }

  /** The REST endpoint. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + restPort);
  }

  /** Starts one more TaskManager; it registers some seconds later. */
  public void addTaskManager() throws IOException {
    taskManagers.add(
        launch(
            TASK_MANAGER,
            List.of("-Xmx416m", "-XX:MaxMetaspaceSize=320m"),
            Stream.of(
                "taskmanager.host=127.0.0.1",
                "taskmanager.bind-host=127.0.0.1",
                "taskmanager.numberOfTaskSlots=" + slots,
                "taskmanager.cpu.cores=1",
                // Every component must be set where no script computes them.
                "taskmanager.memory.task.heap.size=288m",
                "taskmanager.memory.task.off-heap.size=64m",
                "taskmanager.memory.framework.heap.size=128m",
                "taskmanager.memory.framework.off-heap.size=64m",
                "taskmanager.memory.managed.size=8m",
                "taskmanager.memory.network.min=16m",
                "taskmanager.memory.network.max=16m",
                "taskmanager.memory.jvm-metaspace.size=320m",
                "taskmanager.memory.jvm-overhead.min=64m",
                "taskmanager.memory.jvm-overhead.max=64m")));
  }

  /** Kills the TaskManager that was started first of those that live, as kill -9 does. */
  public void killTaskManager() throws InterruptedException {
    taskManagers.remove(0).destroyForcibly().waitFor();
  }

  /** Kills the JobManager, as kill -9 does: it forgets its jobs. */
  public void killJobManager() throws InterruptedException {
    jobManager.destroyForcibly().waitFor();
  }

  /** Starts a JobManager at the same address again. */
  public void restartJobManager() throws IOException {
    jobManager = launchJobManager();
  }

  /** What the REST endpoint answers to a path such as {@code /jobs/overview}; empty if nothing. */
  public String ask(String path) throws InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(address().resolve(path))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    Stream.concat(taskManagers.stream(), Stream.of(jobManager)).forEach(Process::destroyForcibly);
    try {
      for (Process process : taskManagers) {
        process.waitFor(10, TimeUnit.SECONDS);
      }
      jobManager.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process launchJobManager() throws IOException {
    return launch(JOB_MANAGER, List.of("-Xmx256m"), Stream.of());
  }

  private Process launch(String main, List<String> jvm, Stream<String> own) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dlogback.configurationFile=" + directory.resolve("logback.xml"),
            "-cp",
            classPath,
            main,
            "--configDir",
            directory.resolve("conf").toString()));
    Stream<String> common =
        Stream.of(
            "jobmanager.rpc.address=127.0.0.1",
            "jobmanager.rpc.port=" + rpcPort,
            "jobmanager.bind-host=127.0.0.1",
            "rest.address=127.0.0.1",
            "rest.bind-address=127.0.0.1",
            "rest.port=" + restPort,
            "security.delegation.tokens.enabled=false",
            // Slots are taken from all TaskManagers, and a dead one is noticed soon.
            "taskmanager.load-balance.mode=SLOTS",
            "heartbeat.interval=1000",
            "heartbeat.timeout=6000",
            "io.tmp.dirs=" + directory.resolve("tmp"));
    Stream.concat(common, own).forEach(setting -> command.addAll(List.of("-D", setting)));
    settings.forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));
    Files.createDirectories(directory.resolve("tmp"));
    String name = main.substring(main.lastIndexOf('.') + 1) + "-" + started++ + ".log";
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name).toFile());
    if (plugins != null) {
      builder.environment().put("FLINK_PLUGINS_DIR", plugins.toAbsolutePath().toString());
    }
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
