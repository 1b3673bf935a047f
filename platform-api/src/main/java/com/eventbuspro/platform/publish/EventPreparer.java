package com.eventbuspro.platform.publish;

import com.eventbuspro.model.event.CloudEvents;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.PartitionKeys;
import com.eventbuspro.model.event.SchemaUri;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.Streams;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks events of one type and gives each the envelope, the schema version and the partition key
 * it goes into the stream with. What it lets pass, the lake sink writes: both use one decoder.
 */
final class EventPreparer {
  private static final String BARE_SOURCE = "/api";
  private static final ShardId NO_SHARD = new ShardId("publish");

  private final Contract contract;
  private final EventIds ids;
  private final Clock clock;

  EventPreparer(Contract contract, EventIds ids, Clock clock) {
    this.contract = contract;
    this.ids = ids;
    this.clock = clock;
  }

  Prepared prepare(Candidate candidate) {
    if (candidate instanceof Candidate.Bare bare) {
      return bare(bare.data());
    }
    if (candidate instanceof Candidate.Structured structured) {
      return structured(structured.event());
    }
    if (candidate instanceof Candidate.Enveloped enveloped) {
      return enveloped(enveloped);
    }
    Candidate.Unreadable unreadable = (Candidate.Unreadable) candidate;
    return new Prepared.Refused(null, unreadable.code(), "", unreadable.message());
  }

  private Prepared bare(byte[] data) {
    String id = ids.next();
    int version = contract.decoder().newestVersion();
    Decoded decoded = contract.decoder().decodeData(data, version, id, clock.instant());
    if (!(decoded instanceof Decoded.Event event)) {
      return refused(null, decoded);
    }
    Instant time = Instant.EPOCH.plus(event.timeMicros(), ChronoUnit.MICROS);
    byte[] record =
        CloudEvents.structured(
            new CloudEvents.Attributes(id, BARE_SOURCE, contract.name(), time, version), data);
    return ready(id, contract.partitionKey() == null ? null : key("", data), record);
  }

  private Prepared structured(byte[] event) {
    Decoded decoded = contract.decoder().decode(event, NO_SHARD, "0", clock.instant());
    if (!(decoded instanceof Decoded.Event valid)) {
      return refused(null, decoded);
    }
    if (valid.source() == null) {
      return new Prepared.Refused(
          null,
          "BAD_ENVELOPE",
          "/specversion",
          "A CloudEvent carries specversion 1.0. Bare data goes with Content-Type application/json");
    }
    String schema = new SchemaUri(contract.name(), valid.schemaVersion()).toString();
    byte[] record = StructuredEvents.complete(event, schema, clock.instant());
    return ready(valid.id(), contract.partitionKey() == null ? null : key("/data", record), record);
  }

  private Prepared enveloped(Candidate.Enveloped candidate) {
    BinaryAttributes attributes = candidate.attributes();
    String id = attributes.get("id");
    int version =
        SchemaUri.parse(String.valueOf(attributes.get("dataschema")))
            .map(SchemaUri::version)
            .orElse(contract.decoder().newestVersion());
    // The data is checked alone first: put into an envelope it could otherwise forge attributes.
    Decoded decoded =
        contract
            .decoder()
            .decodeData(candidate.data(), version, id == null ? "?" : id, clock.instant());
    return decoded instanceof Decoded.Event
        ? structured(StructuredEvents.of(attributes, candidate.data()))
        : refused(id, decoded);
  }

  private @Nullable String key(String prefix, byte[] json) {
    return PartitionKeys.find(prefix + contract.partitionKey(), json).orElse(null);
  }

  private static Prepared ready(String id, @Nullable String partitionKey, byte[] record) {
    // The id may be longer than a key; as a value of the record it is shortened like any other.
    String key =
        partitionKey == null ? PartitionKeys.find("/id", record).orElse("0") : partitionKey;
    int bytes = record.length + key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Streams.MAX_RECORD_BYTES) {
      return new Prepared.Refused(
          id,
          "TOO_LARGE",
          "",
          "With its envelope and key the event has "
              + bytes
              + " bytes. At most "
              + Streams.MAX_RECORD_BYTES
              + " fit a record");
    }
    return new Prepared.Ready(id, new Entry(key, record));
  }

  private static Prepared refused(@Nullable String id, Decoded decoded) {
    Decoded.Rejected why =
        decoded instanceof Decoded.UnknownVersion unknown
            ? unknown.reject()
            : (Decoded.Rejected) decoded;
    return new Prepared.Refused(id, why.cause().name(), why.pointer(), why.message());
  }
}
