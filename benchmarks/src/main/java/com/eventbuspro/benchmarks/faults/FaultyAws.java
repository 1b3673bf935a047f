package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.http.Fault;
import com.eventbuspro.localaws.http.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The main class of the process that holds streams and object store. Takes orders on its standard
 * input, one a line, and ends when that does:
 *
 * <ul>
 *   <li>{@code throttle ACTION TIMES}: the next calls are refused as too fast
 *   <li>{@code expire TIMES}: the next iterators used have expired
 *   <li>{@code refuse TIMES RECORDS}: the next PutRecords refuse some of their records
 * </ul>
 */
final class FaultyAws {
  static final String READY = "faulty-aws ready";

  private FaultyAws() {}

  /** Arguments: data directory, port, port of S3. */
  public static void main(String[] arguments) throws IOException {
    LocalAwsConfig config =
        LocalAwsConfig.in(Path.of(arguments[0]))
            .withPorts(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    try (LocalAws aws = LocalAws.start(config);
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(READY);
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        obey(order.split(" "), aws.config().faults());
      }
    }
  }

  private static void obey(String[] order, Faults faults) {
    switch (order[0]) {
      case "throttle" -> faults.add(order[1], Integer.parseInt(order[2]), Fault.throttling());
      case "expire" ->
          faults.add(
              "GetRecords",
              Integer.parseInt(order[1]),
              new Fault.Error(400, "ExpiredIteratorException", "Iterator expired (injected)."));
      case "refuse" -> faults.refuseRecords(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
      default -> System.out.println("Not understood: " + String.join(" ", order));
    }
  }
}
