package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.read.RejectedCause;
import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.redrive.Redriver;
import com.eventbuspro.lake.redrive.Subject;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.eventtype.EventTypes;
import com.eventbuspro.platform.eventtype.Permissions;
import com.eventbuspro.platform.eventtype.PersonalData;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.quarantine.Redrive.Action;
import com.eventbuspro.platform.rows.LakeRows;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Requests to take records out of quarantine: previewed, taken in, looked at. {@link RedriveRunner}
 * does the work.
 */
@Service
public class Redrives {
  /** Some seconds of reading. */
  private static final long PREVIEWED = 100_000;

  private static final int SAMPLES = 3;

  private final RedriveQueue queue;
  private final RedriveRunner runner;
  private final Contracts contracts;
  private final EventTypes eventTypes;
  private final Permissions permissions;
  private final AuditRecords audit;
  private final LakeRows lake;
  private final ObjectProvider<LakeCatalog> catalog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Redrives(
      RedriveQueue queue,
      RedriveRunner runner,
      Contracts contracts,
      EventTypes eventTypes,
      Permissions permissions,
      AuditRecords audit,
      LakeRows lake,
      ObjectProvider<LakeCatalog> catalog,
      TransactionTemplate transaction,
      Clock clock) {
    this.queue = queue;
    this.runner = runner;
    this.contracts = contracts;
    this.eventTypes = eventTypes;
    this.permissions = permissions;
    this.audit = audit;
    this.lake = lake;
    this.catalog = catalog;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What a re-drive would do now; allowed to whoever may ask for it.
   *
   * @throws ApiException FORBIDDEN, NOT_OWNER, EVENT_TYPE_NOT_FOUND, UNAVAILABLE
   */
  public RedrivePreview preview(EventTypeName name, Selection selection, ChangeRequest change) {
    Contract contract = allowed(name, Action.REDRIVE, change);
    RejectedFilter filter = selection.check();
    Subject subject = new Subject(name, contract.schemas(), contract.decoder());
    return lake.read(
            name,
            reader ->
                RedrivePreview.of(
                    new Redriver(catalog.getObject(), clock).preview(subject, filter, PREVIEWED),
                    contract.hiddenFrom(change.by()).orElse(null)))
        .orElse(RedrivePreview.NOTHING);
  }

  /** What a discard would do now; otherwise as {@link #preview}. */
  public DiscardPreview previewDiscard(
      EventTypeName name, Selection selection, ChangeRequest change) {
    PersonalData hidden =
        allowed(name, Action.DISCARD, change).hiddenFrom(change.by()).orElse(null);
    RejectedFilter filter = selection.check();
    List<RejectedCause> causes =
        lake.read(name, reader -> reader.rejectedByCause(name, filter, SAMPLES)).orElse(List.of());
    return new DiscardPreview(
        causes.stream().mapToLong(RejectedCause::count).sum(),
        causes.stream().map(cause -> QuarantinedCause.of(cause, hidden)).toList());
  }

  /**
   * Takes a request in. It is worked on in the background, by this replica or another.
   *
   * @throws com.eventbuspro.model.InvalidInputException with everything that is wrong
   * @throws ApiException FORBIDDEN, NOT_OWNER, EVENT_TYPE_NOT_FOUND
   */
  public Redrive request(
      EventTypeName name, Action action, Selection selection, ChangeRequest change) {
    allowed(name, action, change);
    selection.check();
    Redrive taken =
        transaction.execute(
            status -> {
              Redrive added =
                  queue.add(
                      name,
                      action,
                      selection,
                      change,
                      clock.instant().truncatedTo(ChronoUnit.MICROS));
              audit.done(
                  change,
                  "quarantine." + action.verb(),
                  name + "/quarantine/redrives/" + added.id(),
                  name.toString(),
                  null,
                  selection);
              return added;
            });
    runner.lookNow();
    return Objects.requireNonNull(taken);
  }

  private Contract allowed(EventTypeName name, Action action, ChangeRequest change) {
    Contract contract = contracts.current(name);
    permissions.requireChange(
        change, "quarantine." + action.verb(), name.toString(), contract.owner());
    return contract;
  }

  /**
   * Requests about an event type, newest first.
   *
   * @throws ApiException EVENT_TYPE_NOT_FOUND, INVALID_CURSOR
   */
  public Page<Redrive> page(EventTypeName name, PageRequest request) {
    eventTypes.get(name);
    Cursor cursor = Cursor.of("redrives", name);
    long before = request.cursor() == null ? Long.MAX_VALUE : cursor.number(request.cursor());
    return Page.of(
        queue.page(name, before, request.limit() + 1),
        request.limit(),
        last -> cursor.encode(Long.toString(last.number())));
  }

  /**
   * One request.
   *
   * @throws ApiException NOT_FOUND
   */
  public Redrive get(EventTypeName name, UUID id) {
    return queue
        .find(name, id)
        .orElseThrow(
            () ->
                new ApiException(
                    ProblemCode.NOT_FOUND, "'" + name + "' has no re-drive or discard " + id));
  }
}
