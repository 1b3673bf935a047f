package com.eventbuspro.model.event;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Instants;
import com.eventbuspro.model.schema.JsonFaults;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Turns the bytes of a record into an event of one type, or says why it is none. The same code
 * checks what is published and what arrives in the lake: what publishing accepts, the sink writes.
 *
 * <p>A record is a CloudEvents 1.0 event in JSON (it has {@code specversion} at the top), else it
 * is bare JSON: the data itself, checked against the newest schema version, with {@code
 * <shard>:<sequence>} as its id. A CloudEvent without {@code dataschema} is checked against the
 * newest version too.
 *
 * <p>Nothing in a record makes the decoder throw. It reads each record once, without a tree. Many
 * threads may use one decoder.
 */
public final class EventDecoder {
  /** The largest record that is read: what Kinesis takes at most. */
  public static final int MAX_BYTES = 10 * 1024 * 1024;

  private final Plans plans;

  /** What the record before was: a hint where to begin, never a decision. Races do no harm. */
  private boolean expectCloudEvent = true;

  private EventDecoder(Plans plans) {
    this.plans = plans;
  }

  /**
   * Prepares to decode events of a type.
   *
   * @param type the event type
   * @param versions its schema versions, at least one, in any order
   * @param timeProperty the top-level property that holds the event time, or null
   */
  public static EventDecoder of(
      EventTypeName type, List<EventSchema> versions, @Nullable String timeProperty) {
    return new EventDecoder(new Plans(type, versions, timeProperty));
  }

  /**
   * Checks that a property can hold the event time.
   *
   * @throws com.eventbuspro.model.InvalidInputException if the schema has no such top-level
   *     property, or it is neither a date-time nor a date
   */
  public static void checkTimeProperty(EventSchema schema, String timeProperty) {
    TimeRule.check(schema, timeProperty);
  }

  /**
   * Decodes a record of the stream.
   *
   * @param record its data, as received; not changed and not kept
   * @param shard where it was read, and with {@code sequence} the id of a bare event
   * @param arrival when the stream took it, the event time when nothing else says so
   */
  public Decoded decode(byte[] record, ShardId shard, String sequence, Instant arrival) {
    Objects.requireNonNull(shard, "shard");
    Objects.requireNonNull(sequence, "sequence");
    return guarded(record, attempt -> decode(attempt, () -> shard + ":" + sequence, arrival));
  }

  /**
   * Checks the data of an event that has no envelope yet.
   *
   * @param data the event's data, a JSON object
   * @param version the schema version to check it against
   * @param id the id it will have
   * @param time its time, unless the time property says otherwise
   */
  public Decoded decodeData(byte[] data, int version, String id, Instant time) {
    VersionPlan plan = plans.find(version);
    if (plan == null) {
      return new Decoded.UnknownVersion(version);
    }
    return guarded(data, attempt -> decodeData(attempt, plan, id, time));
  }

  private static Decoded decodeData(Attempt attempt, VersionPlan plan, String id, Instant time) {
    try (JsonParser parser = open(attempt)) {
      Decoded decoded = readBare(attempt, parser, plan, () -> id, time);
      if (decoded == null) {
        throw new Refusal(
            RejectionCause.BAD_ENVELOPE,
            "/specversion",
            "The data looks like a CloudEvent of its own: specversion is kept for the envelope");
      }
      return decoded;
    }
  }

  /** The newest schema version this decoder knows: what events without one are checked against. */
  public int newestVersion() {
    return plans.newest().version();
  }

  private Decoded guarded(byte[] record, Function<Attempt, Decoded> decoding) {
    if (record.length > MAX_BYTES) {
      return new Decoded.Rejected(
          RejectionCause.TOO_LARGE,
          "",
          "The record has " + record.length + " bytes; at most " + MAX_BYTES + " are read",
          null);
    }
    Attempt attempt = new Attempt(record);
    try {
      return decoding.apply(attempt);
    } catch (Refusal e) {
      return new Decoded.Rejected(e.cause(), e.pointer(), e.message(), attempt.version());
    } catch (StreamConstraintsException e) {
      return limitExceeded(attempt);
    } catch (JacksonException e) {
      return new Decoded.Rejected(
          RejectionCause.MALFORMED_JSON,
          "",
          "Not valid JSON: " + JsonFaults.describe(e),
          attempt.version());
    } catch (RuntimeException | StackOverflowError e) {
      return new Decoded.Rejected(
          RejectionCause.DECODER_FAULT,
          "",
          "The decoder failed on this record (" + e.getClass().getSimpleName() + ")",
          attempt.version());
    }
  }

  private static Decoded limitExceeded(Attempt attempt) {
    return attempt.isTooDeep()
        ? new Decoded.Rejected(
            RejectionCause.TOO_DEEP,
            "",
            "Objects and arrays are nested deeper than " + Json.MAX_NESTING + " levels",
            attempt.version())
        : new Decoded.Rejected(
            RejectionCause.TOO_LARGE,
            "",
            "A number has more than 1,000 digits or a name more than 10,000 bytes",
            attempt.version());
  }

  private Decoded decode(Attempt attempt, Supplier<String> bareId, Instant arrival) {
    boolean asCloudEvent = expectCloudEvent;
    try (JsonParser parser = open(attempt)) {
      int first = parser.nextNameMatch(CloudEventReader.MATCHER);
      asCloudEvent |= first == CloudEventReader.SPECVERSION;
      Decoded decoded =
          asCloudEvent
              ? new CloudEventReader(plans, attempt, parser).read(first, arrival)
              : readBareUnlessCloudEvent(attempt, parser, first, bareId, arrival);
      if (decoded != null) {
        expect(asCloudEvent);
        return decoded;
      }
    }
    // The record is not what it seemed: read it again as the other thing.
    expect(!asCloudEvent);
    try (JsonParser parser = open(attempt)) {
      Decoded decoded =
          asCloudEvent
              ? readBare(attempt, parser, plans.newest(), bareId, arrival)
              : new CloudEventReader(plans, attempt, parser)
                  .read(parser.nextNameMatch(CloudEventReader.MATCHER), arrival);
      return Objects.requireNonNull(decoded, "A record is a CloudEvent or it is not");
    }
  }

  private void expect(boolean cloudEvent) {
    if (expectCloudEvent != cloudEvent) {
      expectCloudEvent = cloudEvent;
    }
  }

  /** A parser within the record's object, before its first name. */
  private static JsonParser open(Attempt attempt) {
    JsonParser parser = Json.parser(attempt.record(), 0, attempt.record().length);
    attempt.uses(parser);
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new Refusal(RejectionCause.MALFORMED_JSON, "", "The record is empty");
    }
    if (token != JsonToken.START_OBJECT) {
      throw new Refusal(RejectionCause.NOT_AN_OBJECT, "", "The record is not a JSON object");
    }
    return parser;
  }

  /** As {@link #readBare}, but a fault counts only if the record is not a CloudEvent. */
  private @Nullable Decoded readBareUnlessCloudEvent(
      Attempt attempt, JsonParser parser, int first, Supplier<String> bareId, Instant arrival) {
    try {
      StructReader reader = plans.newest().reader();
      int match =
          first == PropertyNameMatcher.MATCH_END_OBJECT
                  || first == PropertyNameMatcher.MATCH_ODD_TOKEN
              ? first
              : parser.currentNameMatch(reader.matcher());
      return readBare(attempt, parser, match, plans.newest(), bareId, arrival);
    } catch (Refusal e) {
      if (hasSpecversion(attempt)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean hasSpecversion(Attempt attempt) {
    try (JsonParser parser = open(attempt)) {
      for (int match = parser.nextNameMatch(CloudEventReader.MATCHER);
          match != PropertyNameMatcher.MATCH_END_OBJECT
              && match != PropertyNameMatcher.MATCH_ODD_TOKEN;
          match = parser.nextNameMatch(CloudEventReader.MATCHER)) {
        if (match == CloudEventReader.SPECVERSION) {
          return true;
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return false;
    }
  }

  private static @Nullable Decoded readBare(
      Attempt attempt, JsonParser parser, VersionPlan plan, Supplier<String> id, Instant arrival) {
    int first = parser.nextNameMatch(plan.reader().matcher());
    return readBare(attempt, parser, first, plan, id, arrival);
  }

  /** Reads the record as data; null as soon as it shows that it is a CloudEvent. */
  private static @Nullable Decoded readBare(
      Attempt attempt,
      JsonParser parser,
      int first,
      VersionPlan plan,
      Supplier<String> id,
      Instant arrival) {
    attempt.tries(plan.version());
    Reading reading = attempt.reading("", plan.depth());
    @Nullable Object[] values = plan.reader().readMembers(parser, first, reading);
    if (values == StructReader.CLOUD_EVENT) {
      return null;
    }
    attempt.checkEnd(parser);
    Extras extras = reading.extras();
    long time = plan.time().micros(values);
    return new Decoded.Event(
        id.get(),
        time == Instants.INVALID ? Instants.micros(arrival) : time,
        null,
        plan.version(),
        values,
        extras == null ? null : extras.json());
  }
}
