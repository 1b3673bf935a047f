package com.eventbuspro.sink;

import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.streams.source.ShardBatch;
import java.time.Clock;
import java.time.Duration;

/** Takes batches into an open writer, and seeks the stream back where one cannot be taken. */
final class BatchTaking {
  /** How long a record waits for the table to get its columns before it is read again. */
  static final Duration SCHEMA_WAIT = Duration.ofSeconds(1);

  private static final Duration VERSION_WAIT = Duration.ofSeconds(4);

  private final StreamReading reading;
  private final Intake intake;
  private final Declarations declarations;
  private final CommitSchedule schedule;
  private final Clock clock;

  BatchTaking(
      StreamReading reading,
      Intake intake,
      Declarations declarations,
      CommitSchedule schedule,
      Clock clock) {
    this.reading = reading;
    this.intake = intake;
    this.declarations = declarations;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Takes a batch that continues what was taken, as far as it can be judged yet. */
  void take(TableWriter open, ShardBatch batch) {
    Intake.Taken taken = intake.take(open, batch);
    if (taken.oldest() != null) {
      schedule.note(taken.oldest());
    }
    if (taken.last() != null) {
      reading.took(batch.shard(), Position.after(taken.last().sequence()));
    }
    switch (taken.stop()) {
      case NONE -> {
        if (batch.ended()) {
          intake.end(open, batch.shard(), clock.instant());
          reading.took(batch.shard(), Position.ENDED);
          schedule.noteEnd(clock.instant());
        }
      }
      case UNKNOWN_VERSION -> reading.seek(VERSION_WAIT);
      case TABLE_BEHIND -> {
        declarations.foundTableBehind();
        reading.seek(SCHEMA_WAIT);
      }
    }
  }
}
