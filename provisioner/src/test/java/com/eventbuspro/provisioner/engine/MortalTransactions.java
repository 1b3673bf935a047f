package com.eventbuspro.provisioner.engine;

import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** Transactions during which, and right after which, the process may die. */
final class MortalTransactions implements TransactionOperations {
  private final TransactionOperations transactions;
  private final Death.Reaper reaper;

  MortalTransactions(TransactionOperations transactions, Death.Reaper reaper) {
    this.transactions = transactions;
    this.reaper = reaper;
  }

  @Override
  public <T> T execute(TransactionCallback<T> action) {
    T result =
        transactions.execute(
            tx -> {
              T value = action.doInTransaction(tx);
              reaper.step();
              return value;
            });
    reaper.step();
    return result;
  }
}
