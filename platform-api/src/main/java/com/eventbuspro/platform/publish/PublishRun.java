package com.eventbuspro.platform.publish;

import com.eventbuspro.platform.publish.PublishedItem.Status;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.StreamFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One publish request: reads event by event, checks, sends in batches, and remembers of each what
 * became of it. When the stream stops taking entries nothing more is sent, but every event that
 * follows is still answered.
 */
final class PublishRun {
  private static final int BATCH_ENTRIES = 500;
  private static final int BATCH_BYTES = 4 << 20;

  private final EventPreparer preparer;
  private final StreamWriter writer;
  private final Mode mode;
  private final int maxEvents;
  private final PublishLog log;
  private final List<Waiting> batch = new ArrayList<>();
  private int batchBytes;
  private @Nullable StreamFailure halt;

  private record Waiting(int index, String id, Entry entry) {}

  PublishRun(
      EventPreparer preparer, StreamWriter writer, Mode mode, int maxEvents, PublishLog log) {
    this.preparer = preparer;
    this.writer = writer;
    this.mode = mode;
    this.maxEvents = maxEvents;
    this.log = log;
  }

  void run(EventFeed feed) throws IOException {
    int index = 0;
    for (Optional<Candidate> next = feed.next(); next.isPresent(); next = feed.next()) {
      if (index == maxEvents) {
        String message =
            "A request may carry " + maxEvents + " events. This one and all after it were not read";
        log.add(rejected(index, null, "TOO_MANY_EVENTS", "", message));
        break;
      }
      take(index++, preparer.prepare(next.get()));
    }
    flush();
  }

  /** What stopped the stream from taking entries, if anything did. */
  Optional<StreamFailure> halt() {
    return Optional.ofNullable(halt);
  }

  private void take(int index, Prepared prepared) {
    if (prepared instanceof Prepared.Refused refused) {
      log.add(rejected(index, refused.id(), refused.code(), refused.pointer(), refused.message()));
      return;
    }
    Prepared.Ready ready = (Prepared.Ready) prepared;
    if (mode == Mode.DRY_RUN) {
      log.add(new PublishedItem(index, Status.VALID, ready.id(), null, null, null, null, null));
    } else if (halt != null) {
      log.add(notAttempted(index, ready.id()));
    } else {
      int bytes = ready.entry().data().length;
      if (batch.size() == BATCH_ENTRIES || batchBytes + bytes > BATCH_BYTES) {
        flush();
      }
      if (halt == null) {
        batch.add(new Waiting(index, ready.id(), ready.entry()));
        batchBytes += bytes;
      } else {
        log.add(notAttempted(index, ready.id()));
      }
    }
  }

  private void flush() {
    if (batch.isEmpty()) {
      return;
    }
    List<PublishOutcome> outcomes = writer.send(batch.stream().map(Waiting::entry).toList());
    boolean anyAccepted = false;
    StreamFailure failure = null;
    for (int i = 0; i < batch.size(); i++) {
      Waiting waiting = batch.get(i);
      PublishOutcome outcome = outcomes.get(i);
      if (outcome instanceof PublishOutcome.Accepted accepted) {
        anyAccepted = true;
        log.addAccepted(accepted(waiting, accepted), waiting.entry().data().length);
      } else if (outcome instanceof PublishOutcome.Unknown unknown) {
        failure = failure == null ? StreamFailure.UNKNOWN_OUTCOME : failure;
        log.add(unknown(waiting, unknown));
      } else {
        PublishOutcome.Rejected no = (PublishOutcome.Rejected) outcome;
        boolean ofEvent =
            no.code() == StreamFailure.RECORD_TOO_LARGE
                || no.code() == StreamFailure.INVALID_PARTITION_KEY;
        PublishedItem item =
            rejected(waiting.index(), waiting.id(), no.code().name(), "", no.message());
        if (ofEvent) {
          log.add(item);
        } else {
          failure = failure == null ? no.code() : failure;
          log.add(item);
        }
      }
    }
    if (!anyAccepted && failure != null) {
      halt = failure;
    }
    batch.clear();
    batchBytes = 0;
  }

  private static PublishedItem accepted(Waiting waiting, PublishOutcome.Accepted accepted) {
    return new PublishedItem(
        waiting.index(),
        Status.ACCEPTED,
        waiting.id(),
        accepted.shard().value(),
        accepted.sequence(),
        null,
        null,
        null);
  }

  private static PublishedItem unknown(Waiting waiting, PublishOutcome.Unknown unknown) {
    return new PublishedItem(
        waiting.index(),
        Status.UNKNOWN,
        waiting.id(),
        null,
        null,
        StreamFailure.UNKNOWN_OUTCOME.name(),
        null,
        unknown.message() + ". Send it again with the same id if you must be sure");
  }

  private static PublishedItem notAttempted(int index, String id) {
    return rejected(
        index,
        id,
        StreamFailure.NOT_ATTEMPTED.name(),
        "",
        "Not sent, since the stream took none of the events before it");
  }

  private static PublishedItem rejected(
      int index, @Nullable String id, String code, String pointer, String message) {
    return new PublishedItem(index, Status.REJECTED, id, null, null, code, pointer, message);
  }
}
