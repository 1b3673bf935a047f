package com.eventbuspro.localaws.kinesis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A PutRecord or PutRecords request, read in one pass without a tree: these are the requests that
 * come by the megabyte.
 *
 * @param streamName as sent
 * @param streamArn as sent
 * @param single the record of a PutRecord
 * @param records the records of a PutRecords; null when the member is missing
 */
record PutInput(
    @Nullable String streamName,
    @Nullable String streamArn,
    PutEntry single,
    @Nullable List<PutEntry> records) {

  static PutInput parse(WireFormat format, byte[] body) {
    if (body.length == 0) {
      return new PutInput(null, null, new PutEntry(null, null, null), null);
    }
    try (JsonParser parser = format.parser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Input.malformed();
      }
      return new Reader().readRequest(parser);
    } catch (JacksonException e) {
      throw Input.malformed();
    }
  }

  /** Members of the request or of one record; a request's own come from PutRecord. */
  private static final class Reader {
    private @Nullable String streamName;
    private @Nullable String streamArn;
    private @Nullable List<PutEntry> records;
    private byte @Nullable [] data;
    private @Nullable String partitionKey;
    private @Nullable String explicitHashKey;

    PutInput readRequest(JsonParser parser) {
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        switch (name) {
          case "StreamName" -> streamName = string(parser, token);
          case "StreamARN" -> streamArn = string(parser, token);
          case "Records" -> records = readRecords(parser, token);
          default -> readEntryMember(name, parser, token);
        }
      }
      return new PutInput(streamName, streamArn, entry(), records);
    }

    private static @Nullable List<PutEntry> readRecords(JsonParser parser, JsonToken token) {
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      if (token != JsonToken.START_ARRAY) {
        throw Input.malformed();
      }
      List<PutEntry> entries = new ArrayList<>(500);
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        if (next != JsonToken.START_OBJECT) {
          throw Input.malformed();
        }
        Reader one = new Reader();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          one.readEntryMember(name, parser, parser.nextToken());
        }
        entries.add(one.entry());
      }
      return entries;
    }

    private void readEntryMember(String name, JsonParser parser, JsonToken token) {
      switch (name) {
        case "Data" -> data = binary(parser, token);
        case "PartitionKey" -> partitionKey = string(parser, token);
        case "ExplicitHashKey" -> explicitHashKey = string(parser, token);
        default -> parser.skipChildren();
      }
    }

    private PutEntry entry() {
      return new PutEntry(data, partitionKey, explicitHashKey);
    }

    private static @Nullable String string(JsonParser parser, JsonToken token) {
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      if (token != JsonToken.VALUE_STRING) {
        throw Input.malformed();
      }
      return parser.getString();
    }

    private static byte @Nullable [] binary(JsonParser parser, JsonToken token) {
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_EMBEDDED_OBJECT) {
        throw Input.malformed();
      }
      return parser.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS);
    }
  }
}
