package com.eventbuspro.localaws;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a {@link LocalAws} until it is told to stop (Ctrl-C or SIGTERM).
 *
 * <p>Exit codes: 0 stopped, 1 could not start, 2 bad arguments.
 */
public final class LocalAwsMain {
  private static final String USAGE =
      """
      Usage: local-aws [options]
        --data-dir DIR     where everything is kept (default .data/aws)
        --port PORT        Kinesis, IAM and STS; 0 for any free port (default 4566)
        --s3-port PORT     S3; 0 for any free port (default 4567)
        --enforce-limits   throttle Kinesis as AWS does
        --fsync            force every record to disk before acknowledging it
      Credentials: access key id 'test', secret 'test'; region us-east-1.""";

  private LocalAwsMain() {}

  /** Starts, prints the endpoints, and waits. */
  public static void main(String[] args) {
    int code = run(List.of(args), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  private static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("--help")) {
      out.println(USAGE);
      return 0;
    }
    LocalAwsConfig config;
    try {
      config = parse(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(USAGE);
      return 2;
    }
    try {
      serve(config, out);
      return 0;
    } catch (UncheckedIOException | IllegalStateException e) {
      err.println(e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static void serve(LocalAwsConfig config, PrintStream out) throws InterruptedException {
    LocalAws aws = LocalAws.start(config);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  aws.close();
                  stopped.countDown();
                },
                "local-aws-stop"));
    out.println("Kinesis, IAM, STS: " + aws.endpoint());
    out.println("S3:                " + aws.s3Endpoint());
    out.println("Data:              " + config.dataDirectory());
    out.println("local-aws is ready");
    stopped.await();
  }

  /**
   * Settings from the command line; throws IllegalArgumentException saying which argument is wrong.
   */
  static LocalAwsConfig parse(List<String> args) {
    Deque<String> left = new ArrayDeque<>(args);
    LocalAwsConfig defaults = LocalAwsConfig.in(Path.of(".data", "aws"));
    Path directory = defaults.dataDirectory();
    int port = defaults.port();
    int s3Port = defaults.s3Port();
    KinesisLimits limits = defaults.kinesisLimits();
    Durability durability = defaults.durability();
    while (!left.isEmpty()) {
      String option = left.pop();
      switch (option) {
        case "--data-dir" -> directory = Path.of(value(option, left));
        case "--port" -> port = port(option, left);
        case "--s3-port" -> s3Port = port(option, left);
        case "--enforce-limits" -> limits = KinesisLimits.AWS;
        case "--fsync" -> durability = Durability.POWER_LOSS;
        default -> throw new IllegalArgumentException("Unknown option " + option);
      }
    }
    return LocalAwsConfig.in(directory)
        .withPorts(port, s3Port)
        .withKinesisLimits(limits)
        .withDurability(durability);
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty() || left.peek().startsWith("--")) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.pop();
  }

  private static int port(String option, Deque<String> left) {
    String text = value(option, left);
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(option + " must be a port number, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
