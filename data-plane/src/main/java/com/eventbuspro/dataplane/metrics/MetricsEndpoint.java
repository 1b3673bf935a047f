package com.eventbuspro.dataplane.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Prometheus reads the metrics of this JVM: {@code /metrics}. A port that cannot be had does
 * not stop the program: it is said, and tried again.
 */
public final class MetricsEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);

  private static final long RETRY_SECONDS = 10;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(MetricsEndpoint::daemon);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Address address;
  private @Nullable HTTPServer server;
  private boolean failing;
  private boolean closed;

  /**
   * Where to listen.
   *
   * @param host the address; a loopback one lets nobody else in
   * @param port the port, or 0 for none at all
   * @param further how many ports after it may be taken in its place, so that several JVMs of one
   *     machine (task managers) find one each
   */
  public record Address(InetAddress host, int port, int further) implements Serializable {
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads settings.
     *
     * @param prefix how the names of the two settings begin, {@code EBP_SINK_METRICS}
     * @param host a name or an address
     * @param ports {@code 9249}, {@code 9249-9259} or {@code 0}
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static Address parse(String prefix, String host, String ports) {
      Matcher range = PORTS.matcher(ports);
      if (range.matches()) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (first <= last && last <= MAX_PORT) {
          return new Address(address(prefix, host), first, last - first);
        }
      }
      throw new IllegalArgumentException(
          prefix
              + "_PORT is a port (9249), a range of them (9249-9259) or 0 for none, not '"
              + ports
              + "'");
    }

    private static InetAddress address(String prefix, String host) {
      try {
        return InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(
            prefix + "_HOST is not a name or address of this machine: '" + host + "'", e);
      }
    }
  }

  /** Not open yet; see {@link #start}. */
  public MetricsEndpoint(List<MultiCollector> collectors, Address address) {
    this.address = address;
    collectors.forEach(registry::register);
    JvmMetrics.builder().register(registry);
  }

  /** Opens it, now or as soon as that is possible. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::ensureOpen, 0, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  private synchronized void ensureOpen() {
    if (server != null || closed || address.port() == 0) {
      return;
    }
    IOException refused = null;
    for (int port = address.port(); port <= address.port() + address.further(); port++) {
      try {
        server =
            HTTPServer.builder()
                .inetAddress(address.host())
                .port(port)
                .registry(registry)
                .buildAndStart();
        failing = false;
        LOG.info("Metrics are at http://{}:{}/metrics", address.host().getHostAddress(), port);
        return;
      } catch (IOException e) {
        refused = e;
      }
    }
    if (!failing) {
      LOG.warn("Metrics are not exported: port {} cannot be had", address.port(), refused);
    }
    failing = true;
  }

  /** The port it listens on, if it does. */
  public synchronized OptionalInt port() {
    return server == null ? OptionalInt.empty() : OptionalInt.of(server.getPort());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "metrics-endpoint");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void close() {
    thread.shutdownNow();
    closed = true;
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
