package com.eventbuspro.localaws.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server in front of Kinesis, IAM and STS: one port, HTTP/1.1, answering on one address.
 */
public final class FrontDoor implements AutoCloseable {
  private static final int MAX_THREADS = 200;
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

  private final Server server;
  private final ServerConnector connector;

  private FrontDoor(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
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
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("local-aws");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setOutputBufferSize(64 * 1024);
    http.setRequestHeaderSize(32 * 1024);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.setAcceptQueueSize(512);
    server.addConnector(connector);
    server.setHandler(new RequestHandler(services, authenticator, faults));
    FrontDoor door = new FrontDoor(server, connector);
    door.start(new InetSocketAddress(address, port));
    return door;
  }

  private void start(InetSocketAddress wanted) {
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(
          "Cannot listen on " + wanted + ": " + e.getMessage() + ". Is another program using it?",
          e);
    } catch (Exception e) {
      close();
      throw new IllegalStateException("Cannot start the HTTP server on " + wanted, e);
    }
  }

  /** The URI for an SDK's endpoint override. */
  public URI endpoint() {
    String host = connector.getHost();
    return URI.create(
        "http://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + connector.getLocalPort());
  }

  /** Stops accepting and ends open connections. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server did not stop", e);
    }
  }
}
