package com.eventbuspro.benchmarks.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are killed and started again: not among those that outgoing connections
 * get, so that none takes one while its server is down.
 */
final class Ports {
  private static final int FIRST = 21_000;
  private static final int LAST = 21_999;

  private Ports() {}

  /** One that nobody listens on now. */
  static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken: another one.
      }
    }
  }
}
