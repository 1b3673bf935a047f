package com.eventbuspro.platform.follow;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.eventtype.PersonalData;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one event type's stream from now on and hands what it finds to the {@link Audience}. Read
 * by one thread at a time. It shares the stream's limit of five reads a second and shard with the
 * lake sink, so it asks for little: once a second.
 */
final class Tail {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

  /** Our clock may be ahead of the stream's, which refuses a time that is yet to come. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  private static final Duration LISTING_INTERVAL = Duration.ofMinutes(1);

  private final EventTypeName name;
  private final Contracts contracts;
  private final Streams streams;
  private final Clock clock;
  private final Audience audience = new Audience();
  private final Map<ShardId, ShardReader> readers = new LinkedHashMap<>();
  private final Set<ShardId> known = new HashSet<>();
  private Instant from;
  private Instant nextListing = Instant.EPOCH;
  private Contract contract;
  private boolean failing;
  private boolean failedNow;

  Tail(Contract contract, Contracts contracts, Streams streams, Clock clock) {
    this.name = contract.name();
    this.contract = contract;
    this.contracts = contracts;
    this.streams = streams;
    this.clock = clock;
    this.from = clock.instant().minus(CLOCK_SLACK);
  }

  Audience audience() {
    return audience;
  }

  /** Looks once for new events. Failures are not the followers' concern: it is tried again. */
  void look() {
    failedNow = false;
    lookOnce();
    failing = failedNow;
  }

  private void lookOnce() {
    try {
      contract = contracts.current(name);
      if (!clock.instant().isBefore(nextListing)) {
        list();
      }
      for (Map.Entry<ShardId, ShardReader> reader : List.copyOf(readers.entrySet())) {
        read(reader.getKey(), reader.getValue());
      }
    } catch (ApiException e) {
      if (e.code() == ProblemCode.EVENT_TYPE_NOT_FOUND) {
        audience.end(Frame.End.RETIRED);
      } else {
        failed(e);
      }
    } catch (StreamsException e) {
      if (e.code() == StreamFailure.NOT_FOUND) {
        // Made anew, or not made yet; or a shard has expired.
        readers.clear();
        known.clear();
        from = clock.instant().minus(CLOCK_SLACK);
        nextListing = Instant.EPOCH;
      }
      failed(e);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(RuntimeException e) {
    if (!failing && !failedNow) {
      LOG.warn("The stream of {} cannot be followed at the moment: {}", name, e.getMessage());
    }
    failedNow = true;
  }

  /** Shards are read from the start of the tail; children that come later have nothing older. */
  private void list() {
    for (Shard shard : streams.shards(contract.stream())) {
      if (known.add(shard.id()) && shard.state() == Shard.State.OPEN) {
        readers.put(
            shard.id(), streams.read(contract.stream(), shard.id(), new ReadFrom.AtTime(from)));
      }
    }
    nextListing = clock.instant().plus(LISTING_INTERVAL);
  }

  private void read(ShardId shard, ShardReader reader) {
    ReadBatch batch;
    try {
      batch = reader.next();
    } catch (StreamsException e) {
      if (e.code() == StreamFailure.NOT_FOUND) {
        throw e;
      }
      // The other shards go on.
      failed(e);
      return;
    }
    batch.records().forEach(record -> show(shard, record));
    if (batch.end() == ReadBatch.End.ENDED) {
      readers.remove(shard);
      nextListing = Instant.EPOCH;
    }
  }

  private void show(ShardId shard, StreamRecord record) {
    Decoded decoded =
        contract.decoder().decode(record.data(), shard, record.sequence(), record.arrival());
    if (decoded instanceof Decoded.Event event) {
      EventSchema schema = schema(event.schemaVersion());
      if (schema != null) {
        audience.show("row", shown(LiveRow.of(event, schema, shard, record)));
      }
    } else {
      Decoded.Rejected rejected =
          decoded instanceof Decoded.UnknownVersion unknown
              ? unknown.reject()
              : (Decoded.Rejected) decoded;
      audience.show("rejected", LiveRow.of(rejected, shard, record));
    }
  }

  /** One tail serves all followers, so nobody sees personal data here. */
  private Object shown(Map<String, @Nullable Object> row) {
    PersonalData hidden = contract.personalData();
    return hidden.isNone() ? row : hidden.row(JSON.valueToTree(row));
  }

  private @Nullable EventSchema schema(int version) {
    return contract.schemas().stream()
        .filter(schema -> schema.version() == version)
        .findFirst()
        .orElse(null);
  }
}
