package com.eventbuspro.transform.job;

import static com.eventbuspro.transform.job.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.CloudEvents;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.transform.rejected.RejectedEvent;
import com.eventbuspro.transform.rejected.TooManyRejectedException;
import com.eventbuspro.transform.source.PositionExpiredException;
import com.eventbuspro.transform.source.UnknownSchemaVersionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs on Flink meet events that they were not made for. */
class PipelineTroubleIT {
  private static Cluster cluster;

  private final World world = new World();

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.shared();
  }

  @BeforeEach
  void forget() {
    World.REJECTED.clear();
    World.STREAMS.onCall((operation, stream) -> {});
  }

  @Test
  void aPoisonedEventIsKeptAsideInHistoryAndLive() throws Exception {
    EventTypeName type = world.declare("poison.counted", 1, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("poison.result");
    world.publish(type, Numbers.events(0, 20));
    world.capture(type);
    world.publish(type, Numbers.events(20, 40));
    JobID job =
        cluster.submit(
            world.spec(
                "poison",
                "SELECT 100 / (MOD(number, 20) - 7) AS share, number FROM " + type,
                type,
                result));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(World.rows(result, "number")).hasSize(38));
    cluster.cancel(job);

    assertThat(World.rows(result, "number")).doesNotContain("7", "27");
    List<StreamRecord> records = world.records(type);
    assertThat(World.REJECTED)
        .extracting(RejectedEvent::sequence)
        .containsOnly(records.get(7).sequence(), records.get(27).sequence());
    assertThat(World.REJECTED)
        .allSatisfy(
            event -> {
              assertThat(event.pipeline()).isEqualTo("poison");
              assertThat(event.eventType()).isEqualTo(type.toString());
              assertThat(event.cause()).isEqualTo("ArithmeticException");
              assertThat(event.shard())
                  .isEqualTo(World.STREAMS.shards(world.stream(type)).get(0).id().value());
            });
  }

  @Test
  void tooManyPoisonedEventsEndTheJob() throws Exception {
    EventTypeName type = world.declare("poisonous.counted", 1, Numbers.SCHEMA);
    world.publish(type, Numbers.events(0, 500));
    JobID job =
        cluster.submit(
            world.spec(
                "poisonous",
                "SELECT CAST(place AS INT) AS n FROM " + type,
                type,
                EventTypeName.parse("poisonous.result")));

    assertThat(cluster.failure(job)).contains(TooManyRejectedException.class.getName());
    assertThat(World.REJECTED).hasSizeGreaterThan(100);
  }

  @Test
  void aNewSchemaVersionEndsTheJobAndBuiltAnewItGoesOnFromItsState() throws Exception {
    EventTypeName type = world.declare("evolving.counted", 1, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("evolving.result");
    world.publish(type, Numbers.events(0, 100));
    world.capture(type);
    JobSpec spec =
        world.spec(
            "evolving",
            "SELECT place, COUNT(*) AS events, MAX(small) AS most FROM "
                + world.withSmall(type)
                + " GROUP BY place",
            type,
            result,
            "place");
    BuiltJob built = World.build(spec, cluster.settings());
    JobID job = cluster.submit(built, null);
    World.awaitRows(List.of("a|34", "b|66"), result, "place", "events");
    await().atMost(PATIENCE).until(() -> cluster.newestCheckpoint(job).isPresent());

    world.evolve(
        type,
        """
        {"type": "object", "required": ["number"], "properties": {
          "number": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
          "small": {"type": "integer"}, "extra": {"type": "string"},
          "location": {"type": "string", "x-aliases": ["place"]},
          "token": {"type": "string", "format": "uuid"}}}
        """);
    world.publish(
        type,
        List.of(
            envelope(type, 3, "{\"number\": 1, \"location\": \"a\", \"small\": 5}"),
            envelope(type, 3, "{\"number\": 2, \"location\": \"a\", \"small\": 5000000000}")));
    assertThat(cluster.failure(job)).contains(UnknownSchemaVersionException.class.getName());

    JobSpec anew =
        new JobSpec(
            spec.pipeline(),
            1,
            spec.sql(),
            Map.of(type, world.input(type, spec.inputs().get(type).origin())),
            spec.output(),
            spec.stateLife(),
            spec.parallelism());
    BuiltJob again = World.build(anew, cluster.settings());
    assertThat(again.fingerprint()).isEqualTo(built.fingerprint());
    JobID next = cluster.submit(again, cluster.newestCheckpoint(job).orElseThrow());
    World.awaitRows(List.of("a|35|5", "b|66|null"), result, "place", "events", "most");
    cluster.cancel(next);
    assertThat(World.REJECTED).extracting(RejectedEvent::message).contains("integer overflow");
  }

  @Test
  void whatTheStreamNoLongerHasIsMissedLoudly() throws Exception {
    EventTypeName type = world.declare("expired.counted", 1, Numbers.SCHEMA);
    world.publish(type, Numbers.events(0, 50));
    world.capture(type);
    JobSpec spec =
        world.spec(
            "expired", "SELECT number FROM " + type, type, EventTypeName.parse("expired.result"));
    world.publish(type, Numbers.events(50, 100));
    World.STREAMS.trim(
        world.stream(type),
        World.STREAMS.shards(world.stream(type)).get(0).id(),
        world.records(type).get(70).sequence());

    JobID job = cluster.submit(spec);

    assertThat(cluster.failure(job)).contains(PositionExpiredException.class.getName());
  }

  private static String envelope(EventTypeName type, int version, String data) {
    return new String(
        CloudEvents.structured(
            new CloudEvents.Attributes(
                "id-" + data.hashCode(), "/tests", type, Numbers.FIRST.plusSeconds(5000), version),
            data.getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }
}
