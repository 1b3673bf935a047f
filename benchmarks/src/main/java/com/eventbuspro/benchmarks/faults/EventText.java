package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.model.event.CloudEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes events as the bytes of a record, now and then one that belongs to quarantine, and finds
 * out which event a record is, however bad.
 */
final class EventText {
  private static final Pattern ID = Pattern.compile("\"k\":\"(k[0-9]+)\",\"n\":\"?([0-9]+)");
  private static final int BAD_ONE_IN = 60;
  // Costs its event type some seconds: the sink waits whether the version gets registered.
  private static final int UNREGISTERED_ONE_IN = 60_000;
  private static final int UNREGISTERED_VERSION = 999;

  private final EventTypes.Type type;
  private final RandomGenerator random;

  EventText(EventTypes.Type type, RandomGenerator random) {
    this.type = type;
    this.random = random;
  }

  /** Which event it is. */
  record Id(String key, int number) {}

  /** A record, following a schema version up to the newest one. */
  byte[] write(Id id, int newestVersion) {
    int version = 1 + random.nextInt(newestVersion);
    if (random.nextInt(BAD_ONE_IN) == 0) {
      return bad(id, version);
    }
    if (type.wire() == EventTypes.Wire.CLOUD_EVENTS && random.nextInt(UNREGISTERED_ONE_IN) == 0) {
      version = UNREGISTERED_VERSION;
    }
    return wrap(id, version, data(id, Integer.toString(id.number()), version));
  }

  private byte[] bad(Id id, int version) {
    return switch (random.nextInt(3)) {
      case 0 -> wrap(id, version, data(id, "\"" + id.number() + "\"", version));
      case 1 -> wrap(id, version, data(id, id.number() + ",\"amount\":\"much\"", version));
      default -> bytes("this is no JSON: \"k\":\"" + id.key() + "\",\"n\":" + id.number());
    };
  }

  private String data(Id id, String number, int version) {
    StringBuilder data = new StringBuilder(96);
    data.append("{\"k\":\"").append(id.key()).append("\",\"n\":").append(number);
    data.append(",\"text\":\"").append(Long.toHexString(random.nextLong())).append('"');
    if (version > 1 && version != UNREGISTERED_VERSION) {
      data.append(",\"added_").append(version).append("\":\"new\"");
    }
    return data.append('}').toString();
  }

  private byte[] wrap(Id id, int version, String data) {
    boolean bare =
        type.wire() == EventTypes.Wire.BARE
            || (type.wire() == EventTypes.Wire.MIXED && random.nextBoolean());
    if (bare) {
      return bytes(data);
    }
    return CloudEvents.structured(
        new CloudEvents.Attributes(
            id.key() + "-" + id.number(), "/faults", type.name(), Instant.now(), version),
        bytes(data));
  }

  /** Which event a record is; empty if it is none of ours. */
  static Optional<Id> read(byte[] record) {
    Matcher matcher = ID.matcher(new String(record, StandardCharsets.UTF_8));
    return matcher.find()
        ? Optional.of(new Id(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
