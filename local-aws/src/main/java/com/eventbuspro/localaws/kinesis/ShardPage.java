package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a ListShards answer, carried by the client as NextToken.
 *
 * @param stream name
 * @param streamCreatedMillis tells the stream from a later one of the same name
 * @param start number of the first shard of the next page
 * @param filter the filter of the first call
 * @param issuedMillis the token expires five minutes later
 */
record ShardPage(
    String stream, long streamCreatedMillis, int start, ShardFilter filter, long issuedMillis) {
  private static final long EXPIRY_MILLIS = Duration.ofMinutes(5).toMillis();

  String encode() {
    String text =
        String.join(
            "\n",
            stream,
            Long.toString(streamCreatedMillis),
            Integer.toString(start),
            filter.type().name(),
            filter.shardId() == null ? "" : filter.shardId(),
            filter.timestamp() == null ? "" : filter.timestamp().toString(),
            Long.toString(issuedMillis));
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when the text is no token of ours. */
  static Optional<ShardPage> decode(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      String[] parts = text.split("\n", -1);
      if (parts.length != 7) {
        return Optional.empty();
      }
      ShardFilter filter =
          new ShardFilter(
              ShardFilter.Type.valueOf(parts[3]), emptyAsNull(parts[4]), numberOrNull(parts[5]));
      return Optional.of(
          new ShardPage(
              parts[0],
              Long.parseLong(parts[1]),
              Integer.parseInt(parts[2]),
              filter,
              Long.parseLong(parts[6])));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // base64, number or type
    }
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Long numberOrNull(String text) {
    return text.isEmpty() ? null : Long.valueOf(text);
  }

  void checkFresh(Clock clock) {
    if (clock.millis() - issuedMillis > EXPIRY_MILLIS) {
      throw new AwsException(
          400, "ExpiredNextTokenException", "NextToken expired. It is valid for 300 seconds.");
    }
  }
}
