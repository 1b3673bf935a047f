package com.eventbuspro.provisioner;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Prometheus reads the provisioner's metrics: {@code /metrics}. A port that cannot be had is
 * said, and does not stop provisioning.
 */
final class MetricsEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);

  private final @Nullable HTTPServer server;

  private MetricsEndpoint(@Nullable HTTPServer server) {
    this.server = server;
  }

  /**
   * Opens it.
   *
   * @param port 0 for none at all
   */
  static MetricsEndpoint open(PrometheusRegistry registry, String host, int port) {
    if (port == 0) {
      return new MetricsEndpoint(null);
    }
    JvmMetrics.builder().register(registry);
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(InetAddress.getByName(host))
              .port(port)
              .registry(registry)
              .buildAndStart();
      LOG.info("Metrics are at http://{}:{}/metrics", host, port);
      return new MetricsEndpoint(server);
    } catch (IOException e) {
      LOG.warn("Metrics are not exported: port {} of {} cannot be had", port, host, e);
      return new MetricsEndpoint(null);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
