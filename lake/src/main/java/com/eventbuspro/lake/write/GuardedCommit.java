package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeException;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * One try to change a table and set summary properties in one snapshot, provided that what the try
 * was based on still holds. Iceberg asks again before each of its own retries.
 */
final class GuardedCommit {
  /** What a try came to. */
  sealed interface Result {
    /** Done, now or by an earlier try with the same id. */
    record Done() implements Result {}

    /** Not done, and it never will be: what it was based on no longer holds, or others won. */
    record Refused() implements Result {}

    /** Nobody knows. Read the table before anything else. */
    record Unknown(RuntimeException cause) implements Result {}
  }

  /**
   * Thrown out of Iceberg's own retry when the table has our commit already. It must not be one of
   * Iceberg's "cleanable" failures: those make it delete the manifests of what is committed.
   */
  private static final class AlreadyDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyDone() {
      super("The table has this commit already", null, false, false);
    }
  }

  private GuardedCommit() {}

  /**
   * Tries.
   *
   * @param change what the snapshot is to do, not committed yet
   * @param idProperty the summary property by which the commit is recognised; {@code summary} has
   *     its value
   * @param holds whether an ancestry, newest first, still is what the try was based on
   */
  static Result attempt(
      SnapshotUpdate<?> change,
      Map<String, String> summary,
      String idProperty,
      Predicate<Iterable<Snapshot>> holds) {
    summary.forEach(change::set);
    String id = summary.get(idProperty);
    change.validateWith(
        new SnapshotAncestryValidator() {
          @Override
          public boolean validate(Iterable<Snapshot> ancestry) {
            boolean done =
                Ancestry.newestWith(ancestry, idProperty)
                    .filter(snapshot -> snapshot.summary().get(idProperty).equals(id))
                    .isPresent();
            if (done) {
              throw new AlreadyDone();
            }
            return holds.test(ancestry);
          }

          @Override
          public String errorMessage() {
            return "the positions have moved";
          }
        });
    try {
      change.commit();
      return new Result.Done();
    } catch (AlreadyDone e) {
      return new Result.Done();
    } catch (ValidationException | CommitFailedException e) {
      return new Result.Refused();
    } catch (LakeException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Result.Unknown(e);
    }
  }
}
