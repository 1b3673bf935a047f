package com.eventbuspro.benchmarks;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.lake.read.TableFiles;
import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.analysis.Analyzer;
import com.eventbuspro.transform.analysis.BoundedPlanner;
import com.eventbuspro.transform.analysis.SourceEventType;
import com.eventbuspro.transform.analysis.SourceEventTypes;
import com.eventbuspro.transform.preview.PreviewAnswer;
import com.eventbuspro.transform.preview.PreviewLimits;
import com.eventbuspro.transform.preview.PreviewRun;
import com.eventbuspro.transform.preview.Previews;
import com.eventbuspro.transform.source.LakeAccess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long a person waits for a preview over all rows of an event type, beside a bare read of the
 * same columns of the same files by as many threads, in the same JVM. The default lake: JDBC
 * catalog in PostgreSQL, files in S3 (local-aws), one JVM.
 */
public final class PreviewBenchmark {
  private static final SourceEventType EVENT_TYPE =
      new SourceEventType(Departures.NAME, Departures.VERSIONS, null, Duration.ofSeconds(5));
  private static final SourceEventTypes EVENT_TYPES =
      new SourceEventTypes() {
        @Override
        public Set<EventTypeName> names() {
          return Set.of(Departures.NAME);
        }

        @Override
        public Optional<SourceEventType> find(EventTypeName name) {
          return name.equals(Departures.NAME) ? Optional.of(EVENT_TYPE) : Optional.empty();
        }
      };
  private static final int ROUNDS = 5;
  // The first plan of a JVM takes longer than people may wait when the machine is busy.
  private static final BoundedPlanner.Limits PATIENT =
      new BoundedPlanner.Limits(
          2, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final int THREADS = 2;

  /** SQL by what it is called, and the columns that a bare read needs. */
  private record Query(String sql, List<String> columns) {}

  private static final Map<String, Query> QUERIES = new LinkedHashMap<>();

  static {
    QUERIES.put(
        "filter",
        new Query(
            "SELECT flight, origin, delay FROM bench.departed WHERE delay = 59 AND origin = 'A1'"
                + " AND flight < 10000",
            List.of("flight", "origin", "delay", "_time")));
    QUERIES.put(
        "group",
        new Query(
            "SELECT origin, COUNT(*) AS n, AVG(delay) AS mean FROM bench.departed GROUP BY origin",
            List.of("origin", "delay", "_time")));
    QUERIES.put(
        "window",
        new Query(
            "SELECT window_start, COUNT(*) AS n, AVG(delay) AS mean FROM"
                + " TABLE(TUMBLE(TABLE bench.departed, DESCRIPTOR(_time), INTERVAL '1' HOUR))"
                + " GROUP BY window_start, window_end",
            List.of("delay", "_time")));
    QUERIES.put(
        "top",
        new Query(
            "SELECT * FROM (SELECT origin, delay, flight, ROW_NUMBER() OVER (PARTITION BY origin"
                + " ORDER BY delay DESC, flight) AS n FROM bench.departed) WHERE n <= 3",
            List.of("origin", "delay", "flight", "_time")));
    QUERIES.put(
        "masked",
        new Query(
            "SELECT pilot, COUNT(*) AS n FROM bench.departed GROUP BY pilot",
            List.of("pilot", "_time")));
  }

  private PreviewBenchmark() {}

  /** Argument: how many rows; a million when not given. */
  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path work = Files.createTempDirectory("preview-benchmark");
    Files.createDirectories(work.resolve("aws/s3/objects/bench"));
    try (LocalAws aws = LocalAws.start(LocalAwsConfig.in(work.resolve("aws")).withPorts(0, 0));
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      LakeConfig config = lake(aws, postgres);
      try (LakeCatalog lake = LakeCatalog.open(config)) {
        Departures.write(lake, rows);
        run(lake, config, rows);
      }
    }
    System.exit(0);
  }

  private static LakeConfig lake(LocalAws aws, EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA lake_catalog");
    }
    return LakeConfig.jdbc(
            postgres.getJdbcUrl("postgres", "postgres") + "&currentSchema=lake_catalog",
            "postgres",
            "",
            "s3://bench/warehouse")
        .withS3("us-east-1", aws.s3Endpoint())
        .withS3Keys(aws.config().root().accessKeyId(), aws.config().root().secretAccessKey());
  }

  private static void run(LakeCatalog lake, LakeConfig config, int rows) throws Exception {
    Analyzer analyzer = new Analyzer(() -> EVENT_TYPES, new BoundedPlanner(PATIENT));
    try (Previews previews =
        new Previews(
            () -> EVENT_TYPES,
            analyzer,
            LakeAccess.of(config),
            Clock.systemUTC(),
            PreviewLimits.DEFAULT)) {
      System.out.printf(
          Locale.ROOT,
          "first preview of all, planner and cluster cold: %.1f s%n",
          preview(previews, QUERIES.get("filter").sql(), rows) / 1e9);
      System.out.println("query   preview p50 s   max s   bare read p50 s   ratio   rows/s");
      for (Map.Entry<String, Query> query : QUERIES.entrySet()) {
        double[] taken = new double[ROUNDS];
        double[] bare = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
          taken[round] = preview(previews, query.getValue().sql(), rows) / 1e9;
          bare[round] = read(lake, query.getValue().columns(), rows) / 1e9;
        }
        Samples waits = new Samples(taken);
        double limit = new Samples(bare).percentile(50);
        System.out.printf(
            Locale.ROOT,
            "%-7s %13.2f %7.2f %17.2f %7.1f %8.0f%n",
            query.getKey(),
            waits.percentile(50),
            waits.max(),
            limit,
            waits.percentile(50) / limit,
            rows / waits.percentile(50));
      }
    }
  }

  private static long preview(Previews previews, String sql, int rows) throws InterruptedException {
    ObjectNode question = new JsonMapper().createObjectNode();
    question.put("sql", sql).putNull("readable").putObject("slice").put("rows", rows);
    long begun = System.nanoTime();
    PreviewAnswer answer = previews.start(question);
    if (!(answer instanceof PreviewAnswer.Started started)) {
      throw new IllegalStateException("No preview: " + answer);
    }
    try (PreviewRun run = started.run()) {
      if (!run.await(Duration.ofMinutes(2)) || !run.result().path("error").isNull()) {
        throw new IllegalStateException("No preview: " + run.result());
      }
      long taken = System.nanoTime() - begun;
      long read = run.result().path("source_rows").path(Departures.NAME.toString()).longValue();
      if (read != rows) {
        throw new IllegalStateException(read + " rows were read, not " + rows);
      }
      return taken;
    }
  }

  private static long read(LakeCatalog lake, List<String> columns, int rows)
      throws InterruptedException, ExecutionException {
    long begun = System.nanoTime();
    TableFiles files = new TableFiles(lake.load(Departures.NAME));
    Schema wanted = lake.load(Departures.NAME).schema().select(columns);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Long>> counts = new ArrayList<>();
    for (FileScanTask task : files.plan(Expressions.alwaysTrue())) {
      counts.add(threads.submit(() -> count(files, task, wanted)));
    }
    long read = 0;
    for (Future<Long> count : counts) {
      read += count.get();
    }
    threads.shutdown();
    if (read != rows) {
      throw new IllegalStateException(read + " rows were read, not " + rows);
    }
    return System.nanoTime() - begun;
  }

  private static long count(TableFiles files, FileScanTask task, Schema columns) {
    long count = 0;
    try (CloseableIterable<Record> records = files.read(task, columns, Expressions.alwaysTrue())) {
      for (Record unused : records) {
        count++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count;
  }
}
