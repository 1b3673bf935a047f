package com.eventbuspro.localaws.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request, finds its service and caller, lets the service work, and sends the answer. */
final class RequestHandler extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);
  static final String HEALTH_PATH = "/_health";

  private final Map<String, AwsService> services;
  private final Authenticator authenticator;
  private final Faults faults;

  RequestHandler(List<AwsService> services, Authenticator authenticator, Faults faults) {
    super(InvocationType.BLOCKING);
    this.services =
        services.stream()
            .collect(Collectors.toUnmodifiableMap(AwsService::name, Function.identity()));
    this.authenticator = authenticator;
    this.faults = faults;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    if (HEALTH_PATH.equals(request.getHttpURI().getPath())) {
      send(
          AwsResponse.text(200, "application/json", "{\"status\":\"running\"}"),
          "",
          response,
          callback);
      return true;
    }
    String requestId = requestId();
    byte[] body = BodyReader.read(request);
    if (body == null) {
      send(
          AwsResponse.text(
              413, "text/plain", "Request body is larger than " + BodyReader.MAX_BYTES + " bytes"),
          requestId,
          response,
          callback);
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      return true;
    }
    AwsRequest call = toCall(request, body);
    AwsService service = services.get(call.service());
    if (service == null) {
      send(unknownService(call), requestId, response, callback);
      return true;
    }
    serve(service, call, requestId, request, response, callback);
    return true;
  }

  private void serve(
      AwsService service,
      AwsRequest call,
      String requestId,
      Request request,
      Response response,
      Callback callback) {
    Faults.Effect effect = faults.next(call);
    effect.delay();
    if (effect.cutsBeforeWork()) {
      cut(request, callback);
      return;
    }
    AwsResponse answer;
    try {
      effect.fail();
      answer = service.handle(call, authenticator.authenticate(call, service.protocol()));
    } catch (AwsException e) {
      answer = service.failure(call, e, requestId);
    } catch (RuntimeException e) {
      log.error("{} {} failed, request {}", call.service(), call.action(), requestId, e);
      AwsException failure =
          new AwsException(
              500,
              "InternalFailure",
              "The request processing has failed because of an unknown error.");
      answer = service.failure(call, failure, requestId);
    }
    if (effect.cutsAfterWork()) {
      cut(request, callback);
      return;
    }
    send(answer, requestId, response, callback);
  }

  private static void cut(Request request, Callback callback) {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EofException("Connection cut by an injected fault"));
  }

  private static void send(
      AwsResponse answer, String requestId, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    if (!requestId.isEmpty()) {
      response.getHeaders().put("x-amzn-RequestId", requestId);
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().remaining());
    response.write(true, answer.body().slice(), callback);
  }

  /** Unique enough to find a request in the log; not worth the price of secure randomness. */
  private static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static AwsResponse unknownService(AwsRequest call) {
    String message =
        call.service().isEmpty()
            ? "Missing Authentication Token"
            : "Service '" + call.service() + "' is not served here";
    return AwsResponse.text(
        call.service().isEmpty() ? 403 : 404,
        "application/json",
        "{\"__type\":\"UnknownService\",\"message\":\""
            + message.replaceAll("[\"\\\\\\p{Cntrl}]", "?")
            + "\"}");
  }

  private AwsRequest toCall(Request request, byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.computeIfAbsent(field.getLowerCaseName(), name -> new ArrayList<>(1)).add(value);
    }
    HttpHeaders sent = HttpHeaders.ofLowerCase(headers);
    Target target = Target.of(sent, request.getHttpURI().getQuery(), body);
    return new AwsRequest(
        target.service(),
        target.action(),
        request.getMethod(),
        request.getHttpURI().getPath(),
        request.getHttpURI().getQuery(),
        sent,
        body);
  }
}
