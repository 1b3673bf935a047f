package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListStreams, paged by name or by token. */
final class ListStreams implements Operation {
  private static final int DEFAULT_LIMIT = 100;

  private final Kinesis kinesis;
  private final ApiLimits limits;

  ListStreams(Kinesis kinesis, ApiLimits limits) {
    this.kinesis = kinesis;
    this.limits = limits;
  }

  @Override
  public Output run(Call call) {
    Input input = call.input();
    Integer limit = input.integer("Limit");
    String after = input.string("ExclusiveStartStreamName");
    String token = input.string("NextToken");
    new Validator()
        .range("limit", limit, 1, 10_000)
        .length("exclusiveStartStreamName", after, 1, 128)
        .length("nextToken", token, 1, 1_048_576)
        .check();
    kinesis.require(call, "*");
    limits.check(call.action());
    int size = limit == null ? DEFAULT_LIMIT : limit;
    List<KinesisStream> found = kinesis.streams().after(start(token, after), size + 1);
    boolean hasMore = found.size() > size;
    List<KinesisStream> page = hasMore ? found.subList(0, size) : found;
    return (out, format) -> {
      out.writeBooleanProperty("HasMoreStreams", hasMore);
      if (hasMore) {
        String last = page.get(size - 1).name();
        out.writeStringProperty(
            "NextToken", Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
      }
      out.writeArrayPropertyStart("StreamNames");
      page.forEach(stream -> out.writeString(stream.name()));
      out.writeEndArray();
      out.writeArrayPropertyStart("StreamSummaries");
      for (KinesisStream stream : page) {
        out.writeStartObject();
        out.writeStringProperty("StreamName", stream.name());
        out.writeStringProperty("StreamARN", kinesis.arnOf(stream.name()));
        out.writeStringProperty("StreamStatus", stream.status().name());
        out.writeObjectPropertyStart("StreamModeDetails");
        out.writeStringProperty("StreamMode", stream.meta().mode().name());
        out.writeEndObject();
        out.writeName("StreamCreationTimestamp");
        format.writeTime(out, stream.meta().createdMillis() / 1000 * 1000);
        out.writeEndObject();
      }
      out.writeEndArray();
    };
  }

  private static String start(@Nullable String token, @Nullable String after) {
    if (token == null) {
      return after == null ? "" : after;
    }
    try {
      return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsException(400, "InvalidArgumentException", "NextToken is invalid.");
    }
  }
}
