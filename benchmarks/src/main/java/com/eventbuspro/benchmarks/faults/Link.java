package com.eventbuspro.benchmarks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A wire to a server that can be disturbed: everything that goes through it can be cut, slowed
 * down, swallowed, and cut just before or just after the server has done what it was asked.
 */
final class Link implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final InetSocketAddress target;
  private final ServerSocket entrance;
  private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
  private volatile long delayMillis;
  private volatile boolean silent;

  private Link(int targetPort) throws IOException {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    this.entrance = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Background.run("link to " + targetPort, this::accept);
  }

  static Link to(int targetPort) throws IOException {
    return new Link(targetPort);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** When a trap springs. */
  enum Moment {
    /** The request never gets there. */
    BEFORE_THE_WORK,
    /** The request was served, and the answer never gets back. */
    AFTER_THE_WORK
  }

  /**
   * Waits for a request.
   *
   * @param request tells it by the first characters of what is sent
   * @param moment when to cut its connection
   */
  record Trap(Predicate<String> request, Moment moment) {}

  /** Cuts every connection there is; new ones are fine. */
  void cut() {
    wires.forEach(Wire::cut);
  }

  /** Swallows everything on the connections there are, for ever; new ones are fine. */
  void forget() {
    wires.forEach(Wire::forget);
  }

  /** Passes everything on late, for a while; returns when that is over. */
  void slowDown(long millis, Duration time) {
    delayMillis = millis;
    Background.pause(time);
    delayMillis = 0;
  }

  /** Swallows everything, for a while, and then cuts what is left; returns when that is over. */
  void fallSilent(Duration time) {
    silent = true;
    Background.pause(time);
    silent = false;
    cut();
  }

  /** Lays a trap for the next such request; answers whether one came in time. */
  boolean lay(Trap laid, Duration patience) {
    trap.set(laid);
    long deadline = System.nanoTime() + patience.toNanos();
    while (trap.get() == laid && System.nanoTime() < deadline) {
      Background.pause(Duration.ofMillis(20));
    }
    return !trap.compareAndSet(laid, null);
  }

  /** The moment at which the trap springs for this request; null if there is none for it. */
  @Nullable Moment spring(String request) {
    Trap laid = trap.get();
    return laid != null && laid.request().test(request) && trap.compareAndSet(laid, null)
        ? laid.moment()
        : null;
  }

  boolean hasTrap() {
    return trap.get() != null;
  }

  long delayMillis() {
    return delayMillis;
  }

  boolean isSilent() {
    return silent;
  }

  void gone(Wire wire) {
    wires.remove(wire);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Background.run("wire to " + target.getPort(), () -> connect(client));
      } catch (IOException e) {
        // Closed, or out of sockets for a moment.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    try {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      server.setOption(StandardSocketOptions.TCP_NODELAY, true);
      server.connect(target, 2_000);
    } catch (IOException e) {
      // Nobody there: the client learns it as it would from a dead server behind a proxy.
      Wire.reset(client);
      Wire.reset(server);
      return;
    }
    Wire wire = new Wire(this, client, server);
    wires.add(wire);
    wire.carry();
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
