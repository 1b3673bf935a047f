package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.http.Authorizer;
import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.AwsProtocol;
import com.eventbuspro.localaws.http.AwsRequest;
import com.eventbuspro.localaws.http.AwsResponse;
import com.eventbuspro.localaws.http.AwsService;
import com.eventbuspro.localaws.http.Caller;

/** The Kinesis API over the streams kept in a directory. */
public final class KinesisService implements AwsService, AutoCloseable {
  private KinesisService() {}

  /** Opens the streams kept under the configured data directory. */
  public static KinesisService open(LocalAwsConfig config, Authorizer authorizer) {
    return new KinesisService();
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
    throw new AwsException(400, "UnknownOperationException", "");
  }

  @Override
  public AwsResponse failure(AwsRequest request, AwsException error, String requestId) {
    return AwsResponse.text(
        error.status(), "application/x-amz-json-1.1", "{\"__type\":\"" + error.code() + "\"}");
  }

  @Override
  public void close() {}
}
