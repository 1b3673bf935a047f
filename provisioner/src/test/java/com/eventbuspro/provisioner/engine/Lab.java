package com.eventbuspro.provisioner.engine;

import com.eventbuspro.model.Environment;
import com.eventbuspro.provisioner.TestDatabase;
import com.eventbuspro.provisioner.declaration.Declarations;
import com.eventbuspro.provisioner.declaration.Names;
import com.eventbuspro.provisioner.declaration.Planner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A database, a fake cloud and a clock; engines come and go as processes do. */
final class Lab {
  static final String NAME = "shop.order_placed";
  static final String THING = "ebp-test-shop.order_placed";
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration VISIBLE = Duration.ofSeconds(10);
  static final Duration RECHECK = Duration.ofMinutes(5);
  private static final double FAST = 1000;
  private static final Death.Reaper IMMORTAL = () -> {};

  final TestDatabase database;
  final SteppedClock clock = new SteppedClock();
  final FakeCloud cloud = new FakeCloud(clock);
  final Planner planner;

  Lab(TestDatabase database) {
    this.database = database;
    this.planner =
        new Planner(
            database.jdbc(),
            database.transactions(),
            new Names(new Environment("test")),
            "ebp-test-lake",
            clock);
  }

  /** Registers the event type and leaves its stream alone as the work to do. */
  void register(int shards, int retentionHours) {
    database.register(NAME, shards, retentionHours, "{}");
    plan();
  }

  void redeclare(int shards, int retentionHours) {
    database.redeclare(NAME, shards, retentionHours);
    plan();
  }

  private void plan() {
    planner.planEventTypes();
    database.execute("DELETE FROM resource WHERE kind <> 'STREAM'");
  }

  Engine engine() {
    return engine(IMMORTAL);
  }

  Engine engine(Death.Reaper reaper) {
    return engine(kind(reaper), FAST, reaper);
  }

  /** An engine whose cloud may be asked for each thing so often a second. */
  Engine engine(double perSecond) {
    return engine(kind(IMMORTAL), perSecond, IMMORTAL);
  }

  /** An engine whose cloud does this first, whatever it is asked for. */
  Engine surprised(Death.Reaper surprise) {
    return engine(kind(surprise), FAST, IMMORTAL);
  }

  private FakeKind kind(Death.Reaper reaper) {
    return new FakeKind(cloud, new Declarations(database.jdbc()), reaper);
  }

  /** An engine for another kind of stream than the fake one. */
  Engine engine(ResourceKind<?> kind) {
    return engine(kind, FAST, IMMORTAL);
  }

  private Engine engine(ResourceKind<?> kind, double perSecond, Death.Reaper reaper) {
    Rates rates = new Rates(bucket(perSecond), bucket(perSecond), bucket(perSecond));
    return new Engine(
        List.of(kind),
        Map.of(kind.type(), rates),
        database.jdbc(),
        new MortalTransactions(database.transactions(), reaper),
        new EngineSettings(
            LEASE, VISIBLE, RECHECK, new Backoff(Duration.ofMillis(500), Duration.ofMinutes(5))),
        clock,
        new Random(7),
        RunObserver.NOBODY);
  }

  private TokenBucket bucket(double perSecond) {
    return new TokenBucket(perSecond, clock);
  }

  /** Runs what is due now, if anything. */
  boolean runOne(Engine engine) {
    Optional<Claim> claim = engine.claim();
    claim.ifPresent(engine::run);
    return claim.isPresent();
  }

  /** Runs, and moves the clock to whatever is due next, until the stream is settled. */
  void untilSettled(Engine engine) {
    for (int i = 0; i < 200; i++) {
      if (runOne(engine) && row().state().equals("SETTLED")) {
        return;
      }
      advanceToNext();
    }
    throw new AssertionError("Not settled after 200 runs: " + row());
  }

  void advanceToNext() {
    clock.advanceTo(row().due());
  }

  /** What the stream's row says. */
  Row row() {
    return database
        .jdbc()
        .sql(
            """
            SELECT state, reason, attempts, observed_generation, intent, locked_by, difference::text,
              greatest(next_run_at, locked_until) AS due
            FROM resource
            """)
        .query(
            (row, number) ->
                new Row(
                    row.getString("state"),
                    row.getString("reason"),
                    row.getInt("attempts"),
                    row.getLong("observed_generation"),
                    Optional.ofNullable(row.getString("intent")),
                    Optional.ofNullable(row.getString("locked_by")),
                    row.getString("difference"),
                    ClaimRow.instant(row, "due")))
        .single();
  }

  record Row(
      String state,
      String reason,
      int attempts,
      long observedGeneration,
      Optional<String> intent,
      Optional<String> lockedBy,
      String differences,
      Instant due) {}

  /** The audit trail, oldest first: {@code outcome action}. */
  List<String> audit() {
    return database
        .jdbc()
        .sql("SELECT outcome || ' ' || action FROM audit_record ORDER BY id")
        .query(String.class)
        .list();
  }

  /** What the audit trail should say if each change that happened has exactly one record. */
  List<String> auditOfJournal() {
    return cloud.journal.stream()
        .map(entry -> "DONE " + entry.split(" ", 2)[0].replace("thing.create", "stream.create"))
        .toList();
  }

  String condition() {
    return database
        .jdbc()
        .sql(
            """
            SELECT status || ' ' || reason || ' ' || observed_generation
            FROM event_type_condition WHERE type = 'StreamReady'
            """)
        .query(String.class)
        .single();
  }
}
