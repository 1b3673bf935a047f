package com.eventbuspro.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether ports are free before anything is started, so that a taken one is said at once. */
final class Ports {
  private Ports() {}

  /**
   * Checks every port.
   *
   * @throws StartException naming the first that is taken, and how to choose another
   */
  static void requireFree(LocalOptions options) {
    requireFree(options.port(), "the console", "--port");
    requireFree(options.awsPort(), "Kinesis, IAM and STS", "--aws-port");
    requireFree(options.s3Port(), "S3", "--s3-port");
    requireFree(options.postgresPort(), "PostgreSQL", "--postgres-port");
    requireFree(options.metricsPort(), "the lake sink's metrics", "--metrics-port");
    requireFree(options.metricsPort() + 1, "the provisioner's metrics", "--metrics-port");
    requireFree(options.metricsPort() + 2, "the transform-runner's metrics", "--metrics-port");
    requireFree(options.transformPort(), "the transform-runner", "--transform-port");
  }

  private static void requireFree(int port, String use, String flag) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new StartException(
          "Port %d, meant for %s, is taken by another program. Stop it, or choose another with %s N."
              .formatted(port, use, flag),
          e);
    }
  }
}
