package com.eventbuspro.platform;

import com.eventbuspro.platform.security.Role;
import com.eventbuspro.platform.security.TokenService;
import com.eventbuspro.streams.testing.InMemoryStreams;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole platform on an embedded PostgreSQL and streams in memory, spoken to over HTTP. Started
 * once per test JVM; tests keep apart by using names of their own.
 */
public final class TestPlatform {
  /** How many may follow event types at a time. */
  public static final int FOLLOWERS = 8;

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static Optional<TestPlatform> running = Optional.empty();

  private final HttpClient http = HttpClient.newHttpClient();
  private final InMemoryStreams streams = new InMemoryStreams(Clock.systemUTC());
  private final FakeTransformRunner runner = new FakeTransformRunner();
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private final EmbeddedPostgres postgres;
  private final ConfigurableApplicationContext context;

  private TestPlatform(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.context =
        new SpringApplicationBuilder(PlatformApplication.class)
            .initializers(
                (ApplicationContextInitializer<GenericApplicationContext>)
                    c -> c.registerBean(InMemoryStreams.class, () -> streams))
            .run(
                "--ebp.http-port=0",
                "--spring.main.banner-mode=off",
                "--ebp.database.url=jdbc:postgresql://localhost:"
                    + postgres.getPort()
                    + "/postgres",
                "--ebp.database.user=postgres",
                "--ebp.environment=test",
                "--ebp.lake.catalog.catalog-impl=org.apache.iceberg.inmemory.InMemoryCatalog",
                "--ebp.lake.warehouse=memory://warehouse",
                "--ebp.limits.followers=" + FOLLOWERS,
                "--ebp.transform.url=" + runner.url(),
                "--ebp.transform.secret=" + FakeTransformRunner.SECRET,
                "--ebp.transform.answer-wait=3s",
                "--ebp.transform.directory=/a/setting/of/the/transform-runner",
                "--ebp.stream-wait=300ms");
    TokenService service = context.getBean(TokenService.class);
    for (Role role : Role.values()) {
      tokens.put(role, service.create("test-" + role, role, null));
    }
  }

  /** The platform of this test JVM. */
  public static synchronized TestPlatform get() {
    if (running.isEmpty()) {
      try {
        running = Optional.of(new TestPlatform(EmbeddedPostgres.start()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running.get();
  }

  /** An event type's name that no other test uses. */
  public static String newName() {
    return "test.event_" + NAMES.incrementAndGet();
  }

  /** A bean of the running platform. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The database, beneath the platform. */
  public DataSource database() {
    return postgres.getPostgresDatabase();
  }

  /** An empty database, beside that of the platform. */
  public static DataSource newDatabase() {
    TestPlatform platform = get();
    String name = "database_" + NAMES.incrementAndGet();
    JdbcClient.create(platform.database()).sql("CREATE DATABASE " + name).update();
    return platform.postgres.getDatabase("postgres", name);
  }

  /** The streams beneath the platform. */
  public InMemoryStreams streams() {
    return streams;
  }

  /** The transform-runner that the platform asks. */
  public FakeTransformRunner runner() {
    return runner;
  }

  /** From now on a transform-runner is at work, as the database says. All tests share it. */
  public void takeLease() {
    JdbcClient.create(database())
        .sql(
            """
            INSERT INTO transform_runner_lease (holder, expires_at)
            VALUES ('a test', now() + interval '1 hour')
            ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at
            """)
        .update();
  }

  /** From now on no transform-runner is at work. */
  public void noLease() {
    JdbcClient.create(database()).sql("DELETE FROM transform_runner_lease").update();
  }

  /** The stream of an event type. */
  public String streamOf(String eventType) {
    return "ebp-test-" + eventType;
  }

  /** Where it listens. */
  public int port() {
    return Integer.parseInt(
        String.valueOf(context.getEnvironment().getProperty("local.server.port")));
  }

  /** A token of a role that speaks for every team. */
  public String token(Role role) {
    return tokens.get(role);
  }

  /** A token of a role that speaks for one team. */
  public String token(Role role, String team) {
    return bean(TokenService.class).create("test-" + NAMES.incrementAndGet(), role, team);
  }

  /** A request as an engineer, to be changed and sent. */
  public HttpRequest.Builder request(String path) {
    return request(path, token(Role.ENGINEER));
  }

  /** A request with a token. */
  public HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
        .header("Authorization", "Bearer " + token);
  }

  /** Posts JSON as an engineer. */
  public Answer post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Reads as an engineer. */
  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** Sends a request. */
  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  public record Answer(HttpResponse<byte[]> response) {
    /** The HTTP status. */
    public int status() {
      return response.statusCode();
    }

    /** A header, or empty text. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The body as text. */
    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(response.body());
    }
  }
}
