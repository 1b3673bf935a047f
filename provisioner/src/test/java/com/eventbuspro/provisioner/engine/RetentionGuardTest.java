package com.eventbuspro.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.Environment;
import com.eventbuspro.provisioner.TestDatabase;
import com.eventbuspro.provisioner.declaration.Declarations;
import com.eventbuspro.provisioner.retention.GuardPolicy;
import com.eventbuspro.provisioner.retention.RetentionGuard;
import com.eventbuspro.provisioner.stream.StreamKind;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.testing.InMemoryStreams;
import com.eventbuspro.streams.testing.InMemoryStreams.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams are kept for as long as the lake needs, by the engine, with a clock that is told. */
@ExtendWith(TestDatabase.class)
class RetentionGuardTest {
  private static final GuardPolicy DEFAULT =
      new GuardPolicy(GuardPolicy.Mode.ON, Duration.ofHours(8760), Duration.ofHours(6));

  private final TestDatabase database;
  private final Lab lab;
  private final InMemoryStreams streams;
  private RetentionGuard guard;
  private Engine engine;

  RetentionGuardTest(TestDatabase database) {
    this.database = database;
    this.lab = new Lab(database);
    this.streams = new InMemoryStreams(lab.clock);
    use(DEFAULT);
  }

  @BeforeEach
  void provision() {
    lab.register(1, 24);
    database.execute(
        "UPDATE event_type SET created_at = '"
            + lab.clock.instant().atOffset(ZoneOffset.UTC)
            + "'");
    lab.untilSettled(engine);
    upToDate();
  }

  @Test
  void aStreamWhoseLagIsSmallIsKeptAsDeclared() {
    lagging(Duration.ofHours(11));
    assertThat(guard.sweep()).isZero();
    recheck();
    assertThat(retention()).isEqualTo(24);
    assertThat(lab.condition()).startsWith("TRUE AsDeclared");
  }

  @Test
  void aLagNearTheRetentionRaisesItAndSaysWhy() {
    lagging(Duration.ofHours(13));
    settleNow();
    assertThat(retention()).isEqualTo(48);
    assertThat(newestAudit())
        .isEqualTo(
            "service:provisioner DONE stream.retention: The oldest event that may not be in the"
                + " lake yet arrived 13 h ago, more than half of the 24 h that the stream was kept:"
                + " it is kept 48 h so that nothing expires unread"
                + " {\"/retention_hours\": 24} {\"/retention_hours\": 48}");
    assertThat(lab.condition()).isEqualTo("TRUE RetentionRaised 1");
    assertThat(lab.row().reason()).contains("it is kept 48 h");
  }

  @Test
  void rechecksAndRestartsLeaveARaisedRetentionAlone() {
    lagging(Duration.ofHours(13));
    settleNow();
    use(DEFAULT);
    recheck();
    recheck();
    assertThat(retention()).isEqualTo(48);
    assertThat(audit("stream.retention")).hasSize(1);
    assertThat(guard.sweep()).isZero();
  }

  @Test
  void aSinkThatIsSilentIsGuardedByTheClock() {
    for (int hour = 0; hour < 100; hour++) {
      lab.clock.advance(Duration.ofHours(1));
      settleNow();
      assertThat(Duration.ofHours(retention())).isGreaterThan(Duration.ofHours(hour + 1));
    }
    assertThat(audit("stream.retention")).hasSize(4);
    assertThat(retention()).isEqualTo(384);
  }

  @Test
  void anEventTypeThatNobodyEverReadIsGuardedFromItsRegistrationOn() {
    database.execute("DELETE FROM capture_status");
    lab.clock.advance(Duration.ofHours(13));
    settleNow();
    assertThat(retention()).isEqualTo(48);
  }

  @Test
  void aLagThatIsFoundLateIsMetInOneStep() {
    lagging(Duration.ofHours(23));
    settleNow();
    assertThat(retention()).isEqualTo(48);
    lagging(Duration.ofHours(47));
    settleNow();
    assertThat(retention()).isEqualTo(96);
    lagging(Duration.ofHours(95));
    lab.clock.advance(Duration.ofHours(6));
    settleNow();
    assertThat(retention()).isEqualTo(384);
    assertThat(audit("stream.retention")).hasSize(3);
  }

  @Test
  void onceTheLagHasBeenGoneForASafeTimeTheStreamIsKeptAsDeclared() {
    lagging(Duration.ofHours(13));
    settleNow();
    upToDate();
    guard.sweep();
    lab.clock.advance(Duration.ofHours(5));
    upToDate();
    settleNow();
    assertThat(retention()).isEqualTo(48);
    lab.clock.advance(Duration.ofHours(1));
    upToDate();
    settleNow();
    assertThat(retention()).isEqualTo(24);
    assertThat(newestAudit())
        .contains("The lag has been gone for 6 h: the stream is kept 24 h again, as declared");
    assertThat(lab.condition()).startsWith("TRUE AsDeclared");
    recheck();
    guard.sweep();
    assertThat(audit("stream.retention")).hasSize(2);
    assertThat(
            database.jdbc().sql("SELECT count(*) FROM retention_guard").query(Long.class).single())
        .isZero();
  }

  @Test
  void aLagThatComesBackStartsTheSafeTimeAnew() {
    lagging(Duration.ofHours(13));
    settleNow();
    upToDate();
    guard.sweep();
    lab.clock.advance(Duration.ofHours(5));
    lagging(Duration.ofHours(8));
    guard.sweep();
    upToDate();
    guard.sweep();
    lab.clock.advance(Duration.ofHours(5));
    upToDate();
    settleNow();
    assertThat(retention()).isEqualTo(48);
  }

  @Test
  void itIsNeverRaisedBeyondTheLongest() {
    use(new GuardPolicy(GuardPolicy.Mode.ON, Duration.ofHours(72), Duration.ofHours(6)));
    lagging(Duration.ofHours(40));
    settleNow();
    assertThat(retention()).isEqualTo(72);
    assertThat(newestAudit()).contains("That is the longest that is allowed");
    lagging(Duration.ofHours(71));
    assertThat(guard.sweep()).isZero();
  }

  @Test
  void switchedOffItRaisesNothingButEndsWhatItBegan() {
    lagging(Duration.ofHours(13));
    settleNow();
    use(new GuardPolicy(GuardPolicy.Mode.OFF, Duration.ofHours(8760), Duration.ofHours(6)));
    lagging(Duration.ofHours(30));
    settleNow();
    assertThat(retention()).isEqualTo(48);
    upToDate();
    guard.sweep();
    lab.clock.advance(Duration.ofHours(6));
    upToDate();
    settleNow();
    assertThat(retention()).isEqualTo(24);
  }

  @Test
  void aDeclarationCannotLetUnreadEventsExpire() {
    lab.redeclare(1, 72);
    lab.untilSettled(engine);
    lagging(Duration.ofHours(30));
    lab.redeclare(1, 24);
    lab.untilSettled(engine);
    assertThat(retention()).isEqualTo(96);
  }

  @Test
  void aRefusalIsToldAndTriedAgain() {
    lagging(Duration.ofHours(13));
    streams.onCall(
        (operation, stream) -> {
          if (operation == Operation.CHANGE) {
            throw new StreamsException(StreamFailure.ACCESS_DENIED, "Not allowed");
          }
        });
    guard.sweep();
    lab.runOne(engine);
    assertThat(lab.condition()).startsWith("FALSE AccessDenied");
    assertThat(newestAudit()).startsWith("service:provisioner DENIED stream.retention");
    streams.onCall((operation, stream) -> {});
    lab.untilSettled(engine);
    assertThat(retention()).isEqualTo(48);
  }

  private void use(GuardPolicy policy) {
    guard = new RetentionGuard(database.jdbc(), database.transactions(), policy, lab.clock);
    engine =
        lab.engine(
            new StreamKind(
                streams, new Declarations(database.jdbc()), guard, new Environment("test")));
  }

  /** The guard looks, and what is due then is done. */
  private void settleNow() {
    guard.sweep();
    while (lab.runOne(engine)) {
      lab.clock.advance(Duration.ofMillis(100));
    }
    assertThat(lab.row().state()).isEqualTo("SETTLED");
  }

  private void recheck() {
    lab.advanceToNext();
    lab.untilSettled(engine);
  }

  private int retention() {
    return (int) streams.describe(Lab.THING).retention().toHours();
  }

  /** The sink says that everything is in the lake. */
  private void upToDate() {
    report("NULL");
  }

  /** The sink says since when something waits. */
  private void lagging(Duration age) {
    Instant since = lab.clock.instant().minus(age);
    report("'" + since.atOffset(ZoneOffset.UTC) + "'");
  }

  private void report(String unreadSince) {
    String now = "'" + lab.clock.instant().atOffset(ZoneOffset.UTC) + "'";
    database.execute(
        "INSERT INTO lake_sink VALUES ('sink', %s, %s) ON CONFLICT (id) DO UPDATE SET seen_at = %s"
            .formatted(now, now, now));
    database.execute(
        """
        INSERT INTO capture_status (event_type, part, sink, unread_since, uncommitted_records,
          updated_at) VALUES ('%s', 0, 'sink', %s, 0, %s)
        ON CONFLICT (event_type, part) DO UPDATE SET unread_since = excluded.unread_since
        """
            .formatted(Lab.NAME, unreadSince, now));
  }

  private String newestAudit() {
    return database
        .jdbc()
        .sql(
            """
            SELECT actor || ' ' || outcome || ' ' || action || ': ' || reason || ' '
              || before_state || ' ' || after_state
            FROM audit_record ORDER BY id DESC LIMIT 1
            """)
        .query(String.class)
        .single();
  }

  private List<String> audit(String action) {
    return lab.audit().stream().filter(line -> line.endsWith(" " + action)).toList();
  }
}
