package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.sink.CaptureReport.LastCommit;
import com.eventbuspro.sink.CaptureReport.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database says of the lag, whatever becomes of the sink that told it. */
class CaptureReportsIT {
  private static final EventTypeName TYPE = EventTypeName.parse("tests.lagging");
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static TestDatabase database;

  private final SteppedClock clock = new SteppedClock(START);

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.start();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void clear() throws SQLException {
    database.run("DELETE FROM capture_status");
    database.run("DELETE FROM lake_sink");
    database.run("DELETE FROM event_type");
    database.run(
        "INSERT INTO event_type (name, owner, description, created_at, created_by, modified_at,"
            + " modified_by) VALUES ('tests.lagging', 'team', '', '2026-11-22T11:00:00Z', 't',"
            + " now(), 't')");
  }

  @Test
  void beforeAnybodyLookedEverythingSinceTheBeginningMayBeUnread() throws SQLException {
    assertThat(unreadSince()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
  }

  @Test
  void anIdleEventTypeIsUpToDateForAsLongAsItsSinkLives() throws SQLException {
    CaptureReports sink = new CaptureReports(database.source(), clock);
    CaptureReport report = sink.open(TYPE, 0);
    report.tell(new State(START, 0, null));
    sink.write();
    long version = version();
    for (int i = 0; i < 20; i++) {
      clock.step(Duration.ofSeconds(5));
      report.tell(new State(clock.instant(), 0, null));
      sink.write();
    }
    assertThat(unreadSince()).isEqualTo(clock.instant());
    assertThat(version()).isEqualTo(version);
    Instant death = clock.instant();
    clock.step(Duration.ofHours(3));
    assertThat(unreadSince()).isEqualTo(death);
  }

  @Test
  void whatWaitsIsToldAndStaysTrueWhenTheSinkDies() throws SQLException {
    CaptureReports sink = new CaptureReports(database.source(), clock);
    CaptureReport report = sink.open(TYPE, 0);
    clock.step(Duration.ofMinutes(10));
    report.tell(new State(START, 7, new LastCommit(START, 100, 250)));
    sink.write();
    assertThat(unreadSince()).isEqualTo(START);
    assertThat(database.row("SELECT uncommitted_records, last_commit_rows FROM event_type_capture"))
        .isEqualTo(Map.of("uncommitted_records", 7L, "last_commit_rows", 100L));
    clock.step(Duration.ofHours(1));
    sink.write();
    assertThat(unreadSince()).isEqualTo(START);
  }

  @Test
  void aSinkThatTakesOverCountsOnceItKnows() throws SQLException {
    CaptureReports first = new CaptureReports(database.source(), clock);
    first.open(TYPE, 0).tell(new State(START.minusSeconds(60), 1, null));
    first.open(TYPE, 1).tell(new State(START.minusSeconds(90), 1, null));
    first.write();
    clock.step(Duration.ofMinutes(1));
    CaptureReports second = new CaptureReports(database.source(), clock);
    CaptureReport report = second.open(TYPE, 0);
    second.write();
    assertThat(unreadSince()).isEqualTo(START.minusSeconds(90));
    report.tell(new State(START.minusSeconds(60), 1, null));
    clock.step(Duration.ofSeconds(10));
    second.write();
    // The second part is of a parallelism that is no more.
    assertThat(unreadSince()).isEqualTo(START.minusSeconds(60));
    assertThat(database.row("SELECT count(*) AS n FROM lake_sink")).isEqualTo(Map.of("n", 1L));
  }

  @Test
  void theSlowestPartCounts() throws SQLException {
    CaptureReports sink = new CaptureReports(database.source(), clock);
    sink.open(TYPE, 0).tell(new State(START.minusSeconds(60), 1, null));
    sink.open(TYPE, 1).tell(new State(START, 0, null));
    sink.write();
    assertThat(unreadSince()).isEqualTo(START.minusSeconds(60));
  }

  @Test
  void whatIsNoLongerReadIsNoLongerUpToDate() throws SQLException {
    CaptureReports sink = new CaptureReports(database.source(), clock);
    CaptureReport report = sink.open(TYPE, 0);
    report.tell(new State(START, 0, null));
    sink.write();
    report.close();
    clock.step(Duration.ofHours(1));
    sink.write();
    assertThat(unreadSince()).isEqualTo(START);
  }

  @Test
  void aDatabaseThatIsAwayHurtsNobody() throws Exception {
    try (TestDatabase other = TestDatabase.start()) {
      CaptureReports sink = new CaptureReports(other.source(), clock);
      CaptureReport report = sink.open(TYPE, 0);
      other.close();
      report.tell(new State(START, 1, null));
      sink.write();
      clock.step(Duration.ofSeconds(10));
      sink.write();
      assertThat(report.state()).isEqualTo(new State(START, 1, null));
    }
  }

  private static Instant unreadSince() throws SQLException {
    return ((java.sql.Timestamp)
            database.row("SELECT unread_since FROM event_type_capture").get("unread_since"))
        .toInstant();
  }

  /** Grows with every write of the row. */
  private static long version() throws SQLException {
    return (long)
        database.row("SELECT xmin::text::bigint AS version FROM capture_status").get("version");
  }
}
