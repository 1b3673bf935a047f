package com.eventbuspro.transform.http;

import com.eventbuspro.dataplane.Daemons;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server. Paths are POSTs of {@link Endpoint}s, for those who know the secret; {@code GET
 * /health} is for everyone, and waits for no endpoint: those have threads of their own, and who
 * finds none free is told to try again.
 */
public final class InternalHttp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InternalHttp.class);
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int THREADS = 8;
  static final int AT_ONCE = 8;
  private static final int BACKLOG = 64;
  private static final String HEALTH = "/health";

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, Daemons.named("internal-http"));
  private final ExecutorService work =
      new ThreadPoolExecutor(
          0,
          AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          Daemons.named("internal-http-work"));
  private final Secret secret;
  private final Map<String, Endpoint> endpoints = new TreeMap<>();
  private final Supplier<Optional<String>> trouble;

  /**
   * Listens from now on.
   *
   * @param endpoints by path
   * @param trouble why the runner cannot do its work, if it cannot
   * @throws IOException if the address cannot be had
   */
  public InternalHttp(
      InetSocketAddress address,
      Secret secret,
      Map<String, Endpoint> endpoints,
      Supplier<Optional<String>> trouble)
      throws IOException {
    limitSlowClients();
    this.secret = secret;
    this.endpoints.putAll(endpoints);
    this.trouble = trouble;
    this.server = HttpServer.create(address, BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * The JDK's server waits without end for a request to be complete, and for an answer to be taken,
   * unless it is told. An answer's time begins with its work.
   */
  private static void limitSlowClients() {
    limit("sun.net.httpserver.maxReqTime", 20);
    limit("sun.net.httpserver.maxRspTime", 120);
  }

  private static void limit(String property, int seconds) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(seconds));
    }
  }

  private void handle(HttpExchange exchange) {
    Response response = new Response(exchange);
    answering(
        exchange,
        response,
        () -> {
          if (exchange.getRequestURI().getPath().equals(HEALTH)) {
            require(exchange, "GET");
            health(response);
            return true;
          }
          Endpoint endpoint = endpoint(exchange);
          work.execute(
              () ->
                  answering(
                      exchange,
                      response,
                      () -> {
                        endpoint.answer(new Request(body(exchange)), response);
                        return true;
                      }));
          return false;
        });
  }

  /** A part of answering; says whether it was the last one. */
  private interface Part {
    boolean isLast() throws IOException, InterruptedException;
  }

  private static void answering(HttpExchange exchange, Response response, Part part) {
    boolean last = true;
    try {
      last = part.isLast();
    } catch (ProblemException e) {
      problem(response, e);
    } catch (RejectedExecutionException e) {
      problem(
          response, new ProblemException(429, "BUSY", "Too much is asked at once; try again", e));
    } catch (IOException e) {
      LOG.debug("Whoever asked for {} is gone", exchange.getRequestURI().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      broke(exchange, response, e);
    } finally {
      if (last) {
        exchange.close();
      }
    }
  }

  private Endpoint endpoint(HttpExchange exchange) {
    if (!secret.isPresentedBy(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      throw new ProblemException(
          401, "UNAUTHENTICATED", "Say the runner's secret: Authorization: Bearer …", null);
    }
    Endpoint endpoint = endpoints.get(exchange.getRequestURI().getPath());
    if (endpoint == null) {
      throw new ProblemException(
          404, "NOT_FOUND", "There is " + String.join(", ", endpoints.keySet()), null);
    }
    require(exchange, "POST");
    return endpoint;
  }

  private void health(Response response) throws IOException {
    Optional<String> why = trouble.get();
    response.json(
        why.isPresent() ? 503 : 200,
        why.isPresent() ? Map.of("status", "down", "reason", why.get()) : Map.of("status", "up"));
  }

  private static void require(HttpExchange exchange, String method) {
    if (!exchange.getRequestMethod().equals(method)) {
      exchange.getResponseHeaders().set("Allow", method);
      throw new ProblemException(405, "METHOD_NOT_ALLOWED", "This path takes " + method, null);
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
      if (body.length > MAX_BODY_BYTES) {
        throw new ProblemException(
            413, "TOO_LARGE", "A request has at most " + MAX_BODY_BYTES + " bytes", null);
      }
      return body;
    }
  }

  private static void broke(HttpExchange exchange, Response response, Throwable e) {
    String traceId = UUID.randomUUID().toString();
    LOG.error("{} failed ({})", exchange.getRequestURI().getPath(), traceId, e);
    problem(
        response,
        new ProblemException(500, "INTERNAL", "It is not your fault; the log has it", e),
        traceId);
  }

  private static void problem(Response response, ProblemException problem) {
    problem(response, problem, UUID.randomUUID().toString());
  }

  private static void problem(Response response, ProblemException problem, String traceId) {
    if (response.hasBegun()) {
      return;
    }
    try {
      response.problem(problem, traceId);
    } catch (IOException e) {
      LOG.debug("Whoever asked is gone", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    work.shutdownNow();
    threads.shutdownNow();
  }
}
