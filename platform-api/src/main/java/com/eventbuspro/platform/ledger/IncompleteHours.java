package com.eventbuspro.platform.ledger;

import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds the hours of all event types that do not add up, for the auditor. */
@Service
public class IncompleteHours {
  private static final Duration HOUR = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final LedgerRows rows;

  IncompleteHours(JdbcClient jdbc, LedgerRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  private record Key(Instant hour, String eventType) {
    static Key parse(String text) {
      String[] parts = text.split(" ", 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException("Not a key: " + text);
      }
      return new Key(LedgerPeriod.hour(parts[0]), parts[1]);
    }

    String encode() {
      return hour.getEpochSecond() + " " + eventType;
    }
  }

  private record Found(String eventType, Instant hour, long missing, Instant foundAt) {}

  /** Hours with records that are certainly missing, newest first. */
  @Transactional(readOnly = true)
  public Page<IncompleteHour> missing(LedgerPeriod period, PageRequest request) {
    Cursor cursor = Cursor.of("ledger", period);
    String after = request.cursor();
    Key key = after == null ? new Key(period.to(), "") : cursor.decode(after, Key::parse);
    List<IncompleteHour> cells =
        jdbc
            .sql(
                """
                SELECT event_type, hour, sum(records), min(found_at) FROM ledger_finding
                WHERE records > 0 AND hour >= :from AND hour < :to
                  AND (hour < :hour OR (hour = :hour AND event_type > :name))
                GROUP BY event_type, hour ORDER BY hour DESC, event_type LIMIT :limit
                """)
            .param("from", LedgerRows.time(period.from()))
            .param("to", LedgerRows.time(period.to()))
            .param("hour", LedgerRows.time(key.hour()))
            .param("name", key.eventType())
            .param("limit", request.limit() + 1)
            .query(
                (row, number) ->
                    new Found(
                        row.getString(1),
                        Objects.requireNonNull(LedgerRows.instant(row, 2)),
                        row.getLong(3),
                        Objects.requireNonNull(LedgerRows.instant(row, 4))))
            .list()
            .stream()
            .map(this::cell)
            .toList();
    return Page.of(
        cells,
        request.limit(),
        last -> cursor.encode(new Key(last.hour(), last.eventType()).encode()));
  }

  private IncompleteHour cell(Found found) {
    List<LedgerProblem> problems =
        rows.findings(found.eventType(), found.hour(), found.hour().plus(HOUR)).stream()
            .filter(finding -> finding.missing() > 0)
            .map(LedgerProblem::of)
            .toList();
    return new IncompleteHour(
        found.eventType(), found.hour(), found.missing(), found.foundAt(), problems);
  }
}
