package com.eventbuspro.lake.redrive;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.read.LakeReader;
import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.read.RejectedRecord;
import com.eventbuspro.lake.write.Errand;
import com.eventbuspro.lake.write.QuarantineWriter;
import com.eventbuspro.model.event.Decoded;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Works on quarantines. Whatever stops it, in the middle too, the same call again does the rest:
 * records that left quarantine are not found there again. Many may work on one quarantine; see
 * {@link QuarantineWriter} for why no record is taken twice. Thread-safe.
 */
public final class Redriver {
  /** A lost race means that somebody else got on. */
  private static final int RACES = 20;

  private final LakeCatalog catalog;
  private final LakeReader reader;
  private final Clock clock;
  private final Bounds bounds;

  /**
   * How much one commit takes.
   *
   * @param records the most records
   * @param bytes the most bytes of payload, but for one record
   * @param days the most days of arrival: each makes files of its own
   */
  public record Bounds(long records, long bytes, int days) {
    /** Some megabytes of memory, and commits some tenths of a second apart. */
    public static final Bounds USUAL = new Bounds(10_000, 32L << 20, 16);
  }

  /** Works on the given lake. */
  public Redriver(LakeCatalog catalog, Clock clock) {
    this(catalog, clock, Bounds.USUAL);
  }

  /** Works on the given lake, in batches of a given size. */
  public Redriver(LakeCatalog catalog, Clock clock, Bounds bounds) {
    this.catalog = catalog;
    this.reader = new LakeReader(catalog);
    this.clock = clock;
    this.bounds = bounds;
  }

  /**
   * What {@link #redrive} would do now. Changes nothing.
   *
   * @param limit how many records to read with the current schemas at most
   */
  public Preview preview(Subject subject, RejectedFilter filter, long limit) {
    Judge judge = new Judge(subject, limit);
    reader.forEachRejected(subject.name(), filter, judge);
    return judge.preview();
  }

  /**
   * Moves the records that pass now into the table, in batches; the others stay.
   *
   * @param progress told after each batch; what it throws ends the work, between two batches
   * @throws LakeException {@code SCHEMA_BEHIND}, {@code UNAVAILABLE} or {@code OUTCOME_UNKNOWN}:
   *     call again later; others need a person
   */
  public Tally redrive(
      Subject subject, RejectedFilter filter, Errand errand, Consumer<Tally> progress) {
    return run(
        subject,
        filter,
        errand,
        progress,
        (writer, record) -> {
          Decoded decoded =
              subject
                  .decoder()
                  .decode(record.payload(), record.shard(), record.sequence(), record.arrival());
          if (!(decoded instanceof Decoded.Event event)) {
            return Verdict.STAYS;
          }
          writer.redrive(record.shard(), record.sequence(), micros(record.arrival()), event);
          return Verdict.LEAVES;
        });
  }

  /** Takes records out of quarantine for good, in batches; otherwise as {@link #redrive}. */
  public Tally discard(
      Subject subject, RejectedFilter filter, Errand errand, Consumer<Tally> progress) {
    return run(
        subject,
        filter,
        errand,
        progress,
        (writer, record) -> {
          writer.discard(record.shard(), record.sequence(), micros(record.arrival()));
          return Verdict.LEAVES;
        });
  }

  private enum Verdict {
    LEAVES,
    STAYS
  }

  private interface Work {
    Verdict on(QuarantineWriter writer, RejectedRecord record);
  }

  private Tally run(
      Subject subject, RejectedFilter filter, Errand errand, Consumer<Tally> progress, Work work) {
    try (QuarantineWriter writer =
        QuarantineWriter.open(catalog, subject.name(), subject.schemas(), errand, clock)) {
      for (int race = 0; race < RACES; race++) {
        Pass pass = new Pass(writer, progress, work, writer.begin());
        try {
          reader.forEachRejected(subject.name(), filter, pass);
          return pass.end();
        } catch (Overtaken e) {
          // The next pass reads what the others left.
        }
      }
    }
    throw new LakeException(
        LakeException.Code.UNAVAILABLE,
        "Others work on the quarantine of " + subject.name() + " at the same time");
  }

  /** Somebody else took records out meanwhile. Carries no stack trace: it is no failure. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("Overtaken", null, false, false);
    }
  }

  /** One reading of quarantine, from its oldest to its newest record. */
  private final class Pass implements Consumer<RejectedRecord> {
    private final QuarantineWriter writer;
    private final Consumer<Tally> progress;
    private final Work work;
    private long taken;
    private long failing;
    private long bytes;

    Pass(QuarantineWriter writer, Consumer<Tally> progress, Work work, long taken) {
      this.writer = writer;
      this.progress = progress;
      this.work = work;
      this.taken = taken;
    }

    @Override
    public void accept(RejectedRecord record) {
      switch (work.on(writer, record)) {
        case LEAVES -> {
          bytes += record.payload().length;
          if (isFull()) {
            commit();
          }
        }
        case STAYS -> failing++;
      }
    }

    Tally end() {
      commit();
      return new Tally(taken, failing);
    }

    private boolean isFull() {
      return writer.uncommitted() >= bounds.records()
          || bytes >= bounds.bytes()
          || writer.uncommittedDays() >= bounds.days();
    }

    private void commit() {
      QuarantineWriter.Outcome outcome = writer.commit();
      if (!(outcome instanceof QuarantineWriter.Outcome.Taken done)) {
        throw new Overtaken();
      }
      taken += done.redriven() + done.discarded();
      bytes = 0;
      progress.accept(new Tally(taken, failing));
    }
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
