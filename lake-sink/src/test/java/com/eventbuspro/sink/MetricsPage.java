package com.eventbuspro.sink;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** What Prometheus reads of a sink, on a port that was free. */
final class MetricsPage {
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  private MetricsPage(int port) {
    this.port = port;
  }

  static MetricsPage onFreePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return new MetricsPage(socket.getLocalPort());
    }
  }

  /** For {@code EBP_SINK_METRICS_PORT}. */
  String port() {
    return Integer.toString(port);
  }

  /** The value of a series, written with its labels as on the page; NaN while there is none. */
  double value(String series) throws InterruptedException {
    return lines().stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The page; empty while it cannot be read. */
  List<String> lines() throws InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
              BodyHandlers.ofString())
          .body()
          .lines()
          .toList();
    } catch (IOException e) {
      // Not open yet.
      return List.of();
    }
  }
}
