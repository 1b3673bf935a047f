package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.AwsRequest;
import java.io.OutputStream;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;

/** The two encodings of Kinesis requests and answers. */
enum WireFormat {
  /** What the AWS CLI speaks; binary is base64, times are seconds with a fraction. */
  JSON("application/x-amz-json-1.1", Factories.JSON),
  /** What the AWS SDK for Java speaks; binary is binary, times are milliseconds with tag 1. */
  CBOR("application/x-amz-cbor-1.1", Factories.CBOR);

  private static final int CBOR_TIMESTAMP = 1;

  private final String contentType;
  private final TokenStreamFactory factory;

  WireFormat(String contentType, TokenStreamFactory factory) {
    this.contentType = contentType;
    this.factory = factory;
  }

  /** Told by the Content-Type, without regard to parameters. */
  static WireFormat of(AwsRequest request) {
    String type = request.headers().first("Content-Type");
    String plain = type == null ? "" : type.split(";", 2)[0].trim();
    if (plain.equals(CBOR.contentType)) {
      return CBOR;
    }
    if (plain.equals(JSON.contentType) || plain.equals("application/json")) {
      return JSON;
    }
    throw new AwsException(
        404, "UnknownOperationException", "Content-Type '" + plain + "' is not one of Kinesis'");
  }

  String contentType() {
    return contentType;
  }

  JsonParser parser(byte[] body) {
    return factory.createParser(ObjectReadContext.empty(), body);
  }

  JsonGenerator generator(OutputStream out) {
    return factory.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Writes a time the way the format does. */
  void writeTime(JsonGenerator out, long epochMillis) {
    switch (this) {
      case JSON -> out.writeNumber(BigDecimal.valueOf(epochMillis, 3));
      case CBOR -> {
        ((CBORGenerator) out).writeTag(CBOR_TIMESTAMP);
        out.writeNumber(epochMillis);
      }
    }
  }

  /** Reads a number as a time: seconds, except for CBOR's integers too large to be seconds. */
  long toEpochMillis(Number sent) {
    double value = sent.doubleValue();
    boolean isMillis = this == CBOR && Math.abs(value) > 1e11;
    return isMillis ? sent.longValue() : Math.round(value * 1000);
  }

  private static final class Factories {
    private static final StreamReadConstraints LIMITS =
        StreamReadConstraints.builder()
            .maxStringLength(24 * 1024 * 1024)
            .maxNestingDepth(16)
            .build();
    static final TokenStreamFactory JSON =
        JsonFactory.builder().streamReadConstraints(LIMITS).build();
    static final TokenStreamFactory CBOR =
        CBORFactory.builder().streamReadConstraints(LIMITS).build();
  }
}
