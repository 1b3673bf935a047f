package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.http.Authorizer;
import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.AwsRequest;
import com.eventbuspro.localaws.http.AwsResponse;
import com.eventbuspro.localaws.http.Caller;
import com.eventbuspro.localaws.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service without HTTP and signatures, for tests that move the clock; speaks JSON. */
final class InProcessKinesis implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String JSON = "application/x-amz-json-1.1";

  private final KinesisService service;

  InProcessKinesis(LocalAwsConfig config) {
    this(config, request -> Authorizer.Decision.ALLOWED);
  }

  InProcessKinesis(LocalAwsConfig config, Authorizer authorizer) {
    this.service = KinesisService.open(config, authorizer);
  }

  /** The answer; single quotes in the body stand for double ones. */
  JsonNode call(String action, String body) {
    return callRaw(action, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  JsonNode callRaw(String action, byte[] body) {
    AwsRequest request =
        new AwsRequest(
            "kinesis",
            action,
            "POST",
            "/",
            null,
            HttpHeaders.of(Map.of("Content-Type", List.of(JSON))),
            body);
    AwsResponse response = service.handle(request, Caller.root("test", "000000000000"));
    ByteBuffer bytes = response.body();
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return MAPPER.readTree(copy);
  }

  /** The code and message of the error that the call must end in. */
  String error(String action, String body) {
    return errorRaw(action, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  String errorRaw(String action, byte[] body) {
    try {
      JsonNode answer = callRaw(action, body);
      throw new AssertionError("Expected an error of " + action + ", got " + answer);
    } catch (AwsException e) {
      return e.code() + ": " + e.text();
    }
  }

  void create(String stream, int shards) {
    call("CreateStream", "{'StreamName':'" + stream + "','ShardCount':" + shards + "}");
  }

  JsonNode put(String stream, String value) {
    return call("PutRecord", putBody(stream, value));
  }

  static String putBody(String stream, String value) {
    String data = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    return "{'StreamName':'" + stream + "','PartitionKey':'k','Data':'" + data + "'}";
  }

  String iterator(String stream, int shard, String type) {
    return call(
            "GetShardIterator",
            String.format(
                "{'StreamName':'%s','ShardId':'%s','ShardIteratorType':'%s'}",
                stream, ShardMeta.idOf(shard), type))
        .get("ShardIterator")
        .asString();
  }

  JsonNode read(String iterator) {
    return call("GetRecords", "{'ShardIterator':'" + iterator + "'}");
  }

  List<String> values(String stream, int shard) {
    return values(read(iterator(stream, shard, "TRIM_HORIZON")));
  }

  static List<String> values(JsonNode answer) {
    return StreamSupport.stream(answer.get("Records").spliterator(), false)
        .map(record -> new String(record.get("Data").binaryValue(), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void close() {
    service.close();
  }
}
