package com.eventbuspro.platform.ledger;

import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Answers what the ledger says of an event type, hour by hour. */
@Service
public class LedgerService {
  private static final Duration HOUR = Duration.ofHours(1);

  private final EventTypes eventTypes;
  private final LedgerRows rows;

  LedgerService(EventTypes eventTypes, LedgerRows rows) {
    this.eventTypes = eventTypes;
    this.rows = rows;
  }

  /**
   * The hours of which the ledger has something, newest first.
   *
   * @throws com.eventbuspro.platform.problem.ApiException EVENT_TYPE_NOT_FOUND, INVALID_CURSOR
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Ledger hours(EventTypeName name, LedgerPeriod period, PageRequest request) {
    eventTypes.get(name);
    String type = name.toString();
    Cursor cursor = Cursor.of("ledger " + type, period);
    String after = request.cursor();
    Instant before = after == null ? period.to() : cursor.decode(after, LedgerPeriod::hour);
    List<Instant> found = rows.hours(type, period.from(), before, request.limit() + 1);
    boolean more = found.size() > request.limit();
    List<Instant> shown = more ? found.subList(0, request.limit()) : found;
    LedgerRows.Book book = rows.book(type);
    List<LedgerHour> hours = shown.isEmpty() ? List.of() : hours(type, book, shown);
    String next =
        more ? cursor.encode(Long.toString(shown.get(shown.size() - 1).getEpochSecond())) : null;
    return new Ledger(type, book.recordedAt(), hours, next);
  }

  private List<LedgerHour> hours(String type, LedgerRows.Book book, List<Instant> shown) {
    Instant from = shown.get(shown.size() - 1);
    Instant before = shown.get(0).plus(HOUR);
    Figures figures =
        new Figures(
            book.positions(),
            rows.published(type, from, before),
            rows.captured(type, from, before),
            rows.notes(type));
    List<Finding> findings = rows.findings(type, from, before);
    List<LedgerHour> hours = new ArrayList<>();
    for (Instant hour : shown) {
      hours.add(hour(hour, figures, findings, book.judgeFrom()));
    }
    return hours;
  }

  private static LedgerHour hour(
      Instant hour, Figures figures, List<Finding> findings, @Nullable Instant judgeFrom) {
    long published = 0;
    long bytes = 0;
    long unknown = 0;
    long pending = 0;
    for (Figures.Published slice : figures.published()) {
      if (slice.hour().equals(hour)) {
        published += slice.acknowledged();
        bytes += slice.bytes();
        unknown += slice.unknown();
        SequenceRange range = slice.range();
        pending += range == null || figures.isRead(slice.shard(), range) ? 0 : slice.acknowledged();
      }
    }
    List<LedgerProblem> problems = new ArrayList<>();
    findings.stream()
        .filter(f -> f.hour().equals(hour))
        .map(LedgerProblem::of)
        .forEach(problems::add);
    figures.notes().stream()
        .filter(n -> n.hour().equals(hour))
        .map(LedgerProblem::of)
        .forEach(problems::add);
    long missing = problems.stream().mapToLong(LedgerProblem::missing).sum();
    LedgerState state = state(missing, problems, pending, hour, judgeFrom);
    List<Figures.Captured> cells =
        figures.captured().stream().filter(cell -> cell.hour().equals(hour)).toList();
    return new LedgerHour(
        hour,
        state,
        reason(state, missing, pending, problems),
        published,
        bytes,
        unknown,
        cells.stream().mapToLong(Figures.Captured::read).sum(),
        cells.stream().mapToLong(Figures.Captured::inTable).sum(),
        cells.stream().mapToLong(Figures.Captured::inQuarantine).sum(),
        cells.stream().mapToLong(Figures.Captured::discarded).sum(),
        pending,
        missing,
        problems);
  }

  private static LedgerState state(
      long missing,
      List<LedgerProblem> problems,
      long pending,
      Instant hour,
      @Nullable Instant judgeFrom) {
    if (missing > 0) {
      return LedgerState.MISSING;
    }
    if (!problems.isEmpty()) {
      return LedgerState.UNKNOWN;
    }
    boolean compared = judgeFrom == null || hour.isBefore(judgeFrom);
    return pending > 0 || !compared ? LedgerState.PENDING : LedgerState.COMPLETE;
  }

  private static String reason(
      LedgerState state, long missing, long pending, List<LedgerProblem> problems) {
    return switch (state) {
      case COMPLETE ->
          "Everything published here was read, and everything read is in the table, in quarantine"
              + " or discarded";
      case PENDING ->
          pending > 0
              ? pending
                  + " records are not committed to the table yet. Look at the condition Capturing"
                  + " if that lasts longer than the commit interval"
              : "The counts changed a moment ago and are being compared";
      case MISSING -> "At least " + missing + " records are missing: " + problems.get(0).message();
      case UNKNOWN -> problems.get(0).message();
    };
  }
}
