package com.eventbuspro.platform.audit;

import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that are kept only when the change is meant. */
@Component
public class ChangeTransactions {
  private final TransactionTemplate transaction;

  ChangeTransactions(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  /** Runs a change: all of it or nothing, and nothing when it is a dry run. */
  public <T> T run(ChangeRequest change, Supplier<T> work) {
    T result =
        transaction.execute(
            status -> {
              T done = work.get();
              if (change.mode() == Mode.DRY_RUN) {
                status.setRollbackOnly();
              }
              return done;
            });
    return Objects.requireNonNull(result);
  }
}
