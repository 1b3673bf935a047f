package com.eventbuspro.transform.job;

import static com.eventbuspro.transform.job.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.testing.InMemoryStreams.Operation;
import com.eventbuspro.transform.rejected.RejectedEvent;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs on Flink that write to streams and webhooks. */
class DestinationsIT {
  private static final String SOURCE =
      """
      {"type": "object", "properties": {
        "number": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
        "token": {"type": "string", "format": "uuid"}}}
      """;
  private static final String DERIVED =
      """
      {"type": "object", "required": ["half"], "properties": {
        "half": {"type": "integer", "maximum": 40}, "at": {"type": "string", "format": "date-time"},
        "token": {"type": "string", "format": "uuid"}}}
      """;
  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");

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
  void aDerivedEventTypeIsWrittenThroughTroubleAndReadByAnotherPipeline() throws Exception {
    EventTypeName source = world.declare("chained.numbered", 2, SOURCE);
    EventTypeName derived = world.declare("chained.halved", 2, DERIVED);
    EventTypeName end = EventTypeName.parse("chained.end");
    AtomicInteger troubles = new AtomicInteger();
    World.STREAMS.onCall(
        (operation, stream) -> {
          if (operation == Operation.PUBLISH
              && stream.equals(world.stream(derived))
              && troubles.incrementAndGet() <= 2) {
            throw new StreamsException(
                troubles.get() == 1 ? StreamFailure.UNAVAILABLE : StreamFailure.UNKNOWN_OUTCOME,
                "As told");
          }
        });
    JobID first =
        submit(
            world.spec(
                "halving",
                "SELECT _id, number / 2 AS half, `at`, token FROM "
                    + source
                    + " WHERE MOD(number, 2) = 0",
                new JobOutput.EventType(
                    derived, world.stream(derived), EventSchema.parse(1, DERIVED), "at", "/half"),
                PipelineStart.HISTORY,
                source));
    JobID second =
        submit(
            world.spec(
                "reading",
                "SELECT half, token, _source FROM " + derived,
                new JobOutput.LakeTable(end, List.of()),
                PipelineStart.HISTORY,
                derived));
    world.publish(source, events(0, 100));

    await().atMost(PATIENCE).until(() -> World.rows(end, "half").size() >= 41);
    cluster.cancel(first);
    cluster.cancel(second);

    List<Decoded.Event> written = decoded(derived);
    assertThat(written)
        .extracting(event -> event.values()[0])
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(0, 40).mapToObj(i -> (long) i).toList());
    assertThat(written)
        .allSatisfy(
            event -> {
              long number = 2 * (Long) event.values()[0];
              assertThat(event.source()).isEqualTo("/pipelines/halving");
              assertThat(event.timeMicros())
                  .isEqualTo(FIRST.plusSeconds(number).toEpochMilli() * 1000);
              assertThat(event.values()[2]).isEqualTo(new UUID(number, number));
            });
    assertThat(written.stream().map(Decoded.Event::id).collect(Collectors.toSet())).hasSize(41);
    assertThat(World.rows(end, "_source")).containsOnly("/pipelines/halving");
    assertThat(World.REJECTED)
        .hasSizeGreaterThanOrEqualTo(9)
        .allSatisfy(
            event -> {
              assertThat(event.eventType()).isEqualTo(derived.toString());
              assertThat(event.shard()).isEqualTo(RejectedEvent.RESULT);
              assertThat(event.cause()).isEqualTo("OUT_OF_RANGE");
            });
  }

  @Test
  void aWebhookIsSentEveryEventSignedUntilItTakesIt() throws Exception {
    EventTypeName source = world.declare("hooked.numbered", 1, SOURCE);
    Queue<String> bodies = new ConcurrentLinkedQueue<>();
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String id = exchange.getRequestHeaders().getFirst("webhook-id");
          String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
          if (!exchange
              .getRequestHeaders()
              .getFirst("webhook-signature")
              .equals(signature(id + "." + time + "." + body))) {
            faults.add("Not signed: " + id);
          }
          int status = body.contains("\"number\":13,") ? 400 : seen.add(id) ? 503 : 204;
          if (status == 204) {
            bodies.add(body);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      JobID job =
          submit(
              world.spec(
                  "hooking",
                  "SELECT _id, _time, number, 'x' AS text, token FROM " + source,
                  new JobOutput.Webhook(
                      URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"),
                      new WebhookSecret("whsec_c2VjcmV0"),
                      JobOutput.Reach.ANYWHERE),
                  PipelineStart.HISTORY,
                  source));
      world.publish(source, events(0, 30));
      await().atMost(PATIENCE).until(() -> new HashSet<>(bodies).size() == 29);
      await().atMost(PATIENCE).until(() -> !World.REJECTED.isEmpty());
      cluster.cancel(job);
    } finally {
      server.stop(0);
    }

    assertThat(faults).isEmpty();
    assertThat(bodies)
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains("\"specversion\":\"1.0\"")
                    .contains("\"source\":\"/pipelines/hooking\"")
                    .contains("\"time\":\"2001-01-01T00:00:")
                    .containsPattern("\"token\":\"[0-9a-f-]{36}\""));
    assertThat(World.REJECTED)
        .allSatisfy(
            event -> {
              assertThat(event.cause()).isEqualTo("HTTP_400");
              assertThat(event.shard()).isEqualTo(RejectedEvent.RESULT);
            });
  }

  @Test
  void aWebhookOnThisMachineIsRefusedUnlessAllowed() throws Exception {
    EventTypeName source = world.declare("inward.numbered", 1, SOURCE);
    JobID job =
        submit(
            world.spec(
                "inward",
                "SELECT number FROM " + source,
                new JobOutput.Webhook(
                    URI.create("http://localhost:1/hook"),
                    new WebhookSecret("secret"),
                    JobOutput.Reach.PUBLIC),
                PipelineStart.HISTORY,
                source));
    world.publish(source, events(0, 1));

    await().atMost(PATIENCE).until(() -> !World.REJECTED.isEmpty());
    cluster.cancel(job);

    assertThat(World.REJECTED).extracting(RejectedEvent::cause).containsOnly("FORBIDDEN_ADDRESS");
  }

  private static JobID submit(JobSpec spec) throws Exception {
    return cluster.submit(World.build(spec, cluster.settings()), null);
  }

  private List<Decoded.Event> decoded(EventTypeName name) {
    return world.records(name).stream()
        .map(
            record ->
                (Decoded.Event)
                    world
                        .decoder(name)
                        .decode(
                            record.data(), new ShardId("any"), record.sequence(), record.arrival()))
        .toList();
  }

  private static List<String> events(int from, int to) {
    List<String> events = new ArrayList<>();
    for (int number = from; number < to; number++) {
      events.add(
          "{\"number\": %d, \"at\": \"%s\", \"token\": \"%s\"}"
              .formatted(number, FIRST.plusSeconds(number), new UUID(number, number)));
    }
    return events;
  }

  private static String signature(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
