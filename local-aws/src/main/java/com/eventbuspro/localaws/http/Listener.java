package com.eventbuspro.localaws.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP/1.1 server on one port of one address; it has begun to serve once {@link #start}ed. */
public final class Listener implements AutoCloseable {
  private static final int RESERVED_THREADS = 4;

  private final String name;
  private final InetSocketAddress wanted;
  private final Server server;
  private final ServerConnector connector;

  /**
   * Makes a server that does not listen yet.
   *
   * @param name of its threads, and in what it says
   * @param port 0 for any free port
   */
  public Listener(
      String name, int maxThreads, HttpConfiguration http, InetAddress address, int port) {
    this.name = name;
    this.wanted = new InetSocketAddress(address, port);
    QueuedThreadPool threads = new QueuedThreadPool(maxThreads, RESERVED_THREADS);
    threads.setName(name);
    threads.setDaemon(true);
    this.server = new Server(threads);
    http.setSendServerVersion(false);
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    server.addConnector(connector);
  }

  /** For what only one of the servers sets. */
  public ServerConnector connector() {
    return connector;
  }

  /**
   * Binds and starts serving.
   *
   * @throws UncheckedIOException when the port is taken, naming it
   */
  public Listener start(Handler handler) {
    server.setHandler(handler);
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(
          "Cannot listen on " + wanted + ": " + e.getMessage() + ". Is another program using it?",
          e);
    } catch (Exception e) {
      close();
      throw new IllegalStateException("Cannot start " + name + " on " + wanted, e);
    }
    return this;
  }

  /** The URI for an SDK's endpoint override. */
  public URI endpoint() {
    String host = connector.getHost();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + connector.getLocalPort());
  }

  /** Stops accepting and ends open connections. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(name + " did not stop", e);
    }
  }
}
