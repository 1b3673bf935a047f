package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.http.Authorizer;
import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.AwsProtocol;
import com.eventbuspro.localaws.http.AwsRequest;
import com.eventbuspro.localaws.http.AwsResponse;
import com.eventbuspro.localaws.http.AwsService;
import com.eventbuspro.localaws.http.Caller;
import java.nio.ByteBuffer;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The Kinesis API over the streams kept in a directory. */
public final class KinesisService implements AwsService, AutoCloseable {
  private final StreamCatalog streams;
  private final Map<String, Operation> operations;
  private final Housekeeping housekeeping;

  private KinesisService(
      StreamCatalog streams, Map<String, Operation> operations, Housekeeping housekeeping) {
    this.streams = streams;
    this.operations = operations;
    this.housekeeping = housekeeping;
  }

  /** Opens the streams kept under the configured data directory. */
  public static KinesisService open(LocalAwsConfig config, Authorizer authorizer) {
    StreamCatalog streams = StreamCatalog.open(config);
    Kinesis kinesis = new Kinesis(streams, authorizer, config);
    return new KinesisService(streams, Operations.of(kinesis), Housekeeping.start(streams));
  }

  @Override
  public String name() {
    return "kinesis";
  }

  @Override
  public AwsProtocol protocol() {
    return AwsProtocol.JSON;
  }

  @Override
  public AwsResponse handle(AwsRequest request, Caller caller) {
    Operation operation = operations.get(request.action());
    if (operation == null) {
      throw new AwsException(
          400, "UnknownOperationException", "Operation '" + request.action() + "' is not known.");
    }
    WireFormat format = WireFormat.of(request);
    Output output = operation.run(new Call(request.action(), format, request.body(), caller));
    return output == Output.NONE
        ? new AwsResponse(200, format.contentType(), ByteBuffer.allocate(0))
        : render(200, format, output);
  }

  @Override
  public AwsResponse failure(AwsRequest request, AwsException error, String requestId) {
    WireFormat format =
        request.headers().all("Content-Type").contains(WireFormat.CBOR.contentType())
            ? WireFormat.CBOR
            : WireFormat.JSON;
    return render(
        error.status(),
        format,
        (out, wire) -> {
          out.writeStringProperty("__type", error.code());
          out.writeStringProperty("message", error.text());
        });
  }

  private static AwsResponse render(int status, WireFormat format, Output output) {
    Bytes bytes = new Bytes(output.sizeHint());
    try (JsonGenerator out = format.generator(bytes)) {
      out.writeStartObject();
      output.write(out, format);
      out.writeEndObject();
    }
    return new AwsResponse(status, format.contentType(), bytes.written());
  }

  /** Forces everything to disk. */
  @Override
  public void close() {
    housekeeping.close();
    streams.close();
  }
}
