package com.eventbuspro.localaws.query;

import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.AwsProtocol;
import com.eventbuspro.localaws.http.AwsRequest;
import com.eventbuspro.localaws.http.AwsResponse;
import com.eventbuspro.localaws.http.AwsService;
import com.eventbuspro.localaws.http.Caller;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A service that speaks the Query protocol: looks up the operation and wraps what it answers. */
public final class QueryService implements AwsService {
  private static final String XML = "text/xml";

  private final String name;
  private final String namespace;
  private final Map<String, Operation> operations;

  /**
   * Makes a service of operations.
   *
   * @param name signing name
   * @param namespace XML namespace of the answers
   * @param operations by name
   */
  public QueryService(String name, String namespace, Map<String, Operation> operations) {
    this.name = Objects.requireNonNull(name, "name");
    this.namespace = Objects.requireNonNull(namespace, "namespace");
    this.operations = Map.copyOf(operations);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AwsProtocol protocol() {
    return AwsProtocol.QUERY;
  }

  @Override
  public AwsResponse handle(AwsRequest request, Caller caller) {
    String action = request.action();
    Operation operation = operations.get(action);
    if (operation == null) {
      throw new AwsException(
          400, "InvalidAction", "Could not find operation " + action + " for this service");
    }
    Xml result = new Xml();
    operation.run(Parameters.of(request), caller, result);
    String body = result.toString();
    String inner =
        body.isEmpty() ? "" : "<" + action + "Result>" + body + "</" + action + "Result>";
    Xml metadata = new Xml();
    metadata.element(
        "ResponseMetadata", () -> metadata.text("RequestId", UUID.randomUUID().toString()));
    return AwsResponse.text(
        200,
        XML,
        "<"
            + action
            + "Response xmlns=\""
            + namespace
            + "\">"
            + inner
            + metadata
            + "</"
            + action
            + "Response>");
  }

  @Override
  public AwsResponse failure(AwsRequest request, AwsException error, String requestId) {
    Xml xml = new Xml();
    xml.element(
        "Error",
        () ->
            xml.text("Type", error.status() < 500 ? "Sender" : "Receiver")
                .text("Code", error.code())
                .text("Message", error.text()));
    xml.text("RequestId", requestId);
    return AwsResponse.text(
        error.status(),
        XML,
        "<ErrorResponse xmlns=\"" + namespace + "\">" + xml + "</ErrorResponse>");
  }
}
