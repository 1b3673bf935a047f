package com.eventbuspro.streams.kinesis;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * PutRecords in portions. Only what was certainly not written is sent again: entries that the
 * answer names as failed, and requests that were refused as a whole or never left the machine.
 */
final class Publisher {
  private static final int MAX_ENTRIES = 500;
  private static final int MAX_REQUEST_BYTES = 5 << 20;
  private static final int MAX_ATTEMPTS = 8;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

  private final KinesisClient client;

  Publisher(KinesisClient client) {
    this.client = client;
  }

  List<PublishOutcome> publish(String stream, List<Entry> entries) {
    PublishOutcome[] outcomes = new PublishOutcome[entries.size()];
    List<Integer> sendable = new ArrayList<>(entries.size());
    for (int i = 0; i < outcomes.length; i++) {
      PublishOutcome.Rejected refusal = refuse(entries.get(i));
      if (refusal == null) {
        sendable.add(i);
      } else {
        outcomes[i] = refusal;
      }
    }
    boolean goOn = true;
    int from = 0;
    while (goOn && from < sendable.size()) {
      int to = portionEnd(entries, sendable, from);
      goOn = send(stream, entries, sendable.subList(from, to), outcomes);
      from = to;
    }
    for (int index : sendable.subList(from, sendable.size())) {
      outcomes[index] =
          new PublishOutcome.Rejected(
              StreamFailure.NOT_ATTEMPTED,
              "Not sent, since earlier entries of the same call could not be written; it may be"
                  + " sent again");
    }
    return List.of(outcomes);
  }

  private static PublishOutcome.@Nullable Rejected refuse(Entry entry) {
    String key = entry.partitionKey();
    int characters = key.codePointCount(0, key.length());
    if (characters < 1 || characters > Streams.MAX_PARTITION_KEY_CHARACTERS) {
      return new PublishOutcome.Rejected(
          StreamFailure.INVALID_PARTITION_KEY,
          "A partition key has 1 to 256 characters, this one has " + characters);
    }
    int size = size(entry);
    if (size > Streams.MAX_RECORD_BYTES) {
      return new PublishOutcome.Rejected(
          StreamFailure.RECORD_TOO_LARGE,
          "A record and its partition key have at most "
              + Streams.MAX_RECORD_BYTES
              + " bytes, these have "
              + size);
    }
    return null;
  }

  private static int size(Entry entry) {
    return entry.data().length + entry.partitionKey().getBytes(StandardCharsets.UTF_8).length;
  }

  private static int portionEnd(List<Entry> entries, List<Integer> sendable, int from) {
    int to = from;
    long bytes = 0;
    while (to < sendable.size() && to - from < MAX_ENTRIES) {
      bytes += size(entries.get(sendable.get(to)));
      if (bytes > MAX_REQUEST_BYTES) {
        break;
      }
      to++;
    }
    return to;
  }

  /** Sends one portion until all of it is settled; false when the rest should not be tried. */
  private boolean send(
      String stream, List<Entry> entries, List<Integer> portion, PublishOutcome[] outcomes) {
    List<Integer> open = portion;
    for (int attempt = 1; ; attempt++) {
      open = attempt(stream, entries, open, outcomes);
      if (open.isEmpty()) {
        return Arrays.stream(outcomes, portion.get(0), portion.get(portion.size() - 1) + 1)
            .allMatch(Publisher::leavesOrder);
      }
      // What is still open carries the refusal of this attempt, which stands if it was the last.
      if (attempt == MAX_ATTEMPTS || !pause(attempt)) {
        return false;
      }
    }
  }

  /** Whether entries after this one may be sent: it is written, or it could never be. */
  private static boolean leavesOrder(PublishOutcome outcome) {
    return outcome instanceof PublishOutcome.Accepted
        || (outcome instanceof PublishOutcome.Rejected rejected
            && (rejected.code() == StreamFailure.RECORD_TOO_LARGE
                || rejected.code() == StreamFailure.INVALID_PARTITION_KEY));
  }

  /** One request. Notes every entry's outcome and returns the entries worth another attempt. */
  private List<Integer> attempt(
      String stream, List<Entry> entries, List<Integer> open, PublishOutcome[] outcomes) {
    List<PutRecordsRequestEntry> request = new ArrayList<>(open.size());
    for (int index : open) {
      Entry entry = entries.get(index);
      request.add(
          PutRecordsRequestEntry.builder()
              .partitionKey(entry.partitionKey())
              .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
              .build());
    }
    try {
      PutRecordsResponse answer = client.putRecords(r -> r.streamName(stream).records(request));
      return note(open, answer.records(), outcomes);
    } catch (SdkException e) {
      return noteFailure(stream, open, e, outcomes);
    }
  }

  private static List<Integer> note(
      List<Integer> open, List<PutRecordsResultEntry> answers, PublishOutcome[] outcomes) {
    List<Integer> again = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      PutRecordsResultEntry answer = answers.get(i);
      int index = open.get(i);
      if (answer.errorCode() == null) {
        outcomes[index] =
            new PublishOutcome.Accepted(new ShardId(answer.shardId()), answer.sequenceNumber());
      } else {
        boolean throttled = answer.errorCode().equals("ProvisionedThroughputExceededException");
        outcomes[index] =
            new PublishOutcome.Rejected(
                throttled ? StreamFailure.THROTTLED : StreamFailure.UNAVAILABLE,
                answer.errorCode() + ": " + answer.errorMessage());
        again.add(index);
      }
    }
    return again;
  }

  private static List<Integer> noteFailure(
      String stream, List<Integer> open, SdkException e, PublishOutcome[] outcomes) {
    StreamFailure code = Failures.code(Failures.Kind.CHANGE, e);
    String message =
        Failures.translate(Failures.Kind.CHANGE, "Publishing to stream " + stream, e).getMessage();
    PublishOutcome outcome =
        code == StreamFailure.UNKNOWN_OUTCOME
            ? new PublishOutcome.Unknown(String.valueOf(message))
            : new PublishOutcome.Rejected(code, String.valueOf(message));
    for (int index : open) {
      outcomes[index] = outcome;
    }
    boolean worthAnother = code == StreamFailure.THROTTLED || code == StreamFailure.UNAVAILABLE;
    return worthAnother ? open : List.of();
  }

  private static boolean pause(int attempt) {
    try {
      Thread.sleep(BACKOFF.afterAttempt(attempt).toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
