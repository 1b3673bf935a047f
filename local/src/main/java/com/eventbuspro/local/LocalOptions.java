package com.eventbuspro.local;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person may say on the command line of {@code ./run}.
 *
 * @param dataDirectory where everything is kept, absolute
 * @param port platform-api's HTTP port
 * @param awsPort the port of Kinesis, IAM and STS
 * @param s3Port the port of S3
 * @param postgresPort PostgreSQL's port
 * @param metricsPort where Prometheus reads the lake sink's metrics; the provisioner's are at the
 *     next one, the transform-runner's at the one after
 * @param transformPort where the transform-runner answers the platform
 * @param flinkAddress the Flink cluster that runs the lake sink's job; null for one of its own
 * @param start whether data of an earlier run is kept
 */
record LocalOptions(
    Path dataDirectory,
    int port,
    int awsPort,
    int s3Port,
    int postgresPort,
    int metricsPort,
    int transformPort,
    @Nullable String flinkAddress,
    Start start) {

  /** What happens to data of an earlier run. */
  enum Start {
    KEEP,
    FRESH
  }

  private static final int MAX_PORT = 65535;

  static final String USAGE =
      """
      Usage: ./run [options]
        --fresh              delete all data first
        --port N             port of the console and the REST API (8080)
        --aws-port N         port of Kinesis, IAM and STS (4566)
        --s3-port N          port of S3 (4567)
        --postgres-port N    port of PostgreSQL (15432)
        --metrics-port N     port of the lake sink's metrics (9249); the next two are the
                             provisioner's and the transform-runner's
        --transform-port N   port at which the transform-runner answers the platform (8082)
        --flink-address URL  a Flink cluster's REST endpoint, to run the lake sink's job there
        --data-dir PATH      where data is kept (.data)
        --help               this text""";

  /**
   * Reads the arguments.
   *
   * @throws StartException with one sentence on the first argument that is wrong
   */
  static LocalOptions parse(List<String> arguments) {
    Path dataDirectory = Path.of(".data");
    int port = 8080;
    int awsPort = 4566;
    int s3Port = 4567;
    int postgresPort = 15432;
    int metricsPort = 9249;
    int transformPort = 8082;
    String flinkAddress = null;
    Start start = Start.KEEP;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String flag = rest.next();
      switch (flag) {
        case "--fresh" -> start = Start.FRESH;
        case "--port" -> port = port(flag, rest);
        case "--aws-port" -> awsPort = port(flag, rest);
        case "--s3-port" -> s3Port = port(flag, rest);
        case "--postgres-port" -> postgresPort = port(flag, rest);
        case "--metrics-port" -> metricsPort = firstOfThree(flag, rest);
        case "--transform-port" -> transformPort = port(flag, rest);
        case "--flink-address" -> flinkAddress = value(flag, rest);
        case "--data-dir" -> dataDirectory = Path.of(value(flag, rest));
        default -> throw new StartException("Unknown option '" + flag + "'.\n" + USAGE);
      }
    }
    return new LocalOptions(
        dataDirectory.toAbsolutePath().normalize(),
        port,
        awsPort,
        s3Port,
        postgresPort,
        metricsPort,
        transformPort,
        flinkAddress,
        start);
  }

  private static String value(String flag, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new StartException(flag + " needs a value.\n" + USAGE);
    }
    return rest.next();
  }

  private static int firstOfThree(String flag, Iterator<String> rest) {
    int first = port(flag, rest);
    if (first > MAX_PORT - 2) {
      throw new StartException(flag + " needs room for two more ports after it.");
    }
    return first;
  }

  private static int port(String flag, Iterator<String> rest) {
    String text = value(flag, rest);
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, together with numbers out of range.
    }
    throw new StartException(flag + " needs a number from 1 to 65535, not '" + text + "'.");
  }
}
