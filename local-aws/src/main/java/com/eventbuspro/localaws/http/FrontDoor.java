package com.eventbuspro.localaws.http;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * The HTTP server in front of Kinesis, IAM and STS: one port, HTTP/1.1, answering on one address.
 */
public final class FrontDoor implements AutoCloseable {
  private static final int MAX_THREADS = 200;
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

  private final Listener listener;

  private FrontDoor(Listener listener) {
    this.listener = listener;
  }

  /**
   * Binds and starts serving.
   *
   * @param port 0 for any free port
   * @throws UncheckedIOException when the port is taken, naming it
   */
  public static FrontDoor open(
      InetAddress address,
      int port,
      List<AwsService> services,
      Authenticator authenticator,
      Faults faults) {
    HttpConfiguration http = new HttpConfiguration();
    http.setOutputBufferSize(64 * 1024);
    http.setRequestHeaderSize(32 * 1024);
    Listener listener = new Listener("local-aws", MAX_THREADS, http, address, port);
    listener.connector().setIdleTimeout(IDLE_TIMEOUT.toMillis());
    listener.connector().setAcceptQueueSize(512);
    return new FrontDoor(listener.start(new RequestHandler(services, authenticator, faults)));
  }

  /** The URI for an SDK's endpoint override. */
  public URI endpoint() {
    return listener.endpoint();
  }

  /** Stops accepting and ends open connections. */
  @Override
  public void close() {
    listener.close();
  }
}
