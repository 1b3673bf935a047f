package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.redrive.Redriver;
import com.eventbuspro.lake.redrive.Subject;
import com.eventbuspro.lake.redrive.Tally;
import com.eventbuspro.lake.write.Errand;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.ledger.TableNotices;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Does what one request asks for, with the schemas as they are when the run begins. */
@Component
class RedriveRun {
  private final RedriveQueue queue;
  private final Contracts contracts;
  private final ObjectProvider<LakeCatalog> catalog;
  private final TableNotices notices;
  private final Clock clock;

  RedriveRun(
      RedriveQueue queue,
      Contracts contracts,
      ObjectProvider<LakeCatalog> catalog,
      TableNotices notices,
      Clock clock) {
    this.queue = queue;
    this.contracts = contracts;
    this.catalog = catalog;
    this.notices = notices;
    this.clock = clock;
  }

  /** Ends a run between two batches. Carries no stack trace: it is no failure. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interrupted() {
      super("Interrupted", null, false, false);
    }
  }

  /**
   * Works until all is read.
   *
   * @param stop asked between batches
   * @throws Interrupted if it had to stop, or lost the row to somebody else
   * @throws com.eventbuspro.lake.LakeException if the lake cannot
   */
  void work(RedriveClaim claim, BooleanSupplier stop) {
    Redrive redrive = claim.redrive();
    Contract contract = contracts.current(EventTypeName.parse(redrive.eventType()));
    Subject subject = new Subject(contract.name(), contract.schemas(), contract.decoder());
    RejectedFilter filter = redrive.selection().check();
    Errand errand = new Errand(redrive.id().toString(), redrive.requestedBy(), redrive.reason());
    Consumer<Tally> progress =
        tally -> {
          notices.committed(contract.name());
          if (!queue.progress(claim, tally) || stop.getAsBoolean()) {
            throw new Interrupted();
          }
        };
    Redriver redriver = new Redriver(catalog.getObject(), clock);
    Tally tally =
        switch (redrive.action()) {
          case REDRIVE -> redriver.redrive(subject, filter, errand, progress);
          case DISCARD -> redriver.discard(subject, filter, errand, progress);
        };
    progress.accept(tally);
  }
}
