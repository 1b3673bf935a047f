package com.eventbuspro.transform.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an answer goes; begun once. */
public final class Response {
  private static final String TYPE = "Content-Type";
  private static final int UNKNOWN_LENGTH = 0;

  private final HttpExchange exchange;
  private boolean begun;

  Response(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Answers with JSON.
   *
   * @param body a type of ours, or a tree
   */
  public void json(int status, Object body) throws IOException {
    send(status, "application/json", Json.MAPPER.writeValueAsBytes(body));
  }

  /**
   * Begins an answer that comes piece by piece; whoever began it closes it. Writing fails once
   * whoever asked is gone.
   */
  public OutputStream begin(int status, String type) throws IOException {
    head(status, type, UNKNOWN_LENGTH);
    return exchange.getResponseBody();
  }

  void problem(ProblemException problem, String traceId) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", problem.code());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    body.put("code", problem.code());
    body.put("trace_id", traceId);
    send(problem.status(), "application/problem+json", Json.MAPPER.writeValueAsBytes(body));
  }

  boolean hasBegun() {
    return begun;
  }

  private void send(int status, String type, byte[] body) throws IOException {
    head(status, type, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void head(int status, String type, int length) throws IOException {
    if (begun) {
      throw new IllegalStateException("The answer has begun");
    }
    begun = true;
    exchange.getResponseHeaders().set(TYPE, type);
    exchange.sendResponseHeaders(status, length);
  }
}
