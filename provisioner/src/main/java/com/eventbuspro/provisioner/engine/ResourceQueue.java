package com.eventbuspro.provisioner.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The table {@code resource} as a work queue shared by all replicas. A run owns its row by a
 * fencing token; a write whose token is gone changes nothing and throws {@link LostLeaseException}.
 *
 * <p>A row is taken with SKIP LOCKED and leased by time, so that no transaction stays open while
 * the cloud is asked. The alternative, db-scheduler, keeps its own table beside ours: state and
 * schedule could then disagree, and the fencing would still be ours to write.
 */
final class ResourceQueue {
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final AuditTrail audit;
  private final Conditions conditions;

  ResourceQueue(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.audit = new AuditTrail(jdbc);
    this.conditions = new Conditions(jdbc);
  }

  /** Takes the resource that is due the longest and that no living run holds. */
  Optional<Claim> claim(String token, Instant now, Instant leaseUntil) {
    return transactions.execute(
        tx ->
            jdbc.sql(
                    """
                    UPDATE resource SET locked_by = :token, locked_until = :leaseUntil
                    WHERE id = (
                      SELECT id FROM resource
                      WHERE next_run_at <= :now AND (locked_until IS NULL OR locked_until <= :now)
                      ORDER BY next_run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                    RETURNING *
                    """)
                .param("token", token)
                .param("now", ClaimRow.time(now))
                .param("leaseUntil", ClaimRow.time(leaseUntil))
                .query(ClaimRow::read)
                .optional());
  }

  /** When the next resource that no run holds is due; empty when there is none. */
  Optional<Instant> nextDue() {
    return jdbc.sql(
            """
            SELECT next_run_at FROM resource WHERE locked_until IS NULL
            ORDER BY next_run_at LIMIT 1
            """)
        .query((row, number) -> ClaimRow.instant(row, "next_run_at"))
        .optional();
  }

  /**
   * Remembers something in the middle of a run, and renews its lease.
   *
   * @param entries audit records that become due by it
   */
  void remember(Claim claim, Memory memory, Instant leaseUntil, List<AuditRecord> entries) {
    transactions.executeWithoutResult(
        tx -> {
          StatementSpec update =
              jdbc.sql(
                  """
                  UPDATE resource SET external_id = :externalId, made_at = :madeAt,
                    observed = :observed::jsonb, difference = :difference::jsonb,
                    intent = :intent, intent_change = :intentChange::jsonb, intent_at = :intentAt,
                    locked_until = :leaseUntil
                  WHERE id = :id AND locked_by = :token
                  """);
          fenced(claim, withMemory(update, memory).param("leaseUntil", ClaimRow.time(leaseUntil)));
          entries.forEach(audit::add);
        });
  }

  /**
   * Ends a run: verdict, memory, audit record and condition in one transaction. A generation that
   * was declared meanwhile makes the resource due at once, and forgets the failures before it.
   */
  void finish(
      Claim claim,
      RunResult result,
      ResourceState state,
      int attempts,
      Instant nextRun,
      Instant now) {
    transactions.executeWithoutResult(
        tx -> {
          StatementSpec update =
              jdbc.sql(
                  """
                  UPDATE resource SET external_id = :externalId, made_at = :madeAt,
                    observed = :observed::jsonb, difference = :difference::jsonb,
                    intent = :intent, intent_change = :intentChange::jsonb, intent_at = :intentAt,
                    state_since = CASE WHEN state = :state THEN state_since ELSE :now END,
                    state = :state, reason = :reason,
                    observed_generation = greatest(observed_generation, :settled),
                    desired_generation = greatest(desired_generation, :settled),
                    attempts = CASE WHEN desired_generation > :seen THEN 0 ELSE :attempts END,
                    next_run_at = CASE WHEN desired_generation > :seen THEN :now ELSE :next END,
                    locked_by = NULL, locked_until = NULL, modified_at = :now
                  WHERE id = :id AND locked_by = :token
                  """);
          boolean settled = result.verdict() instanceof Verdict.Settled;
          fenced(
              claim,
              withMemory(update, result.memory())
                  .param("state", state.name())
                  .param("reason", reason(result.verdict()))
                  .param("settled", settled ? result.generation() : 0L)
                  .param("seen", Math.max(result.generation(), claim.desiredGeneration()))
                  .param("attempts", attempts)
                  .param("next", ClaimRow.time(nextRun))
                  .param("now", ClaimRow.time(now)));
          if (result.audit() != null) {
            audit.add(result.audit());
          }
          conditions.set(claim, result, now);
        });
  }

  private static StatementSpec withMemory(StatementSpec update, Memory memory) {
    Intent intent = memory.intent();
    return update
        .param("externalId", memory.externalId())
        .param("madeAt", ClaimRow.time(memory.madeAt()))
        .param("observed", Json.text(memory.observed()))
        .param("difference", Json.text(Json.differences(memory.differences())))
        .param("intent", intent == null ? null : intent.kind().name())
        .param("intentChange", intent == null ? null : Json.change(intent))
        .param("intentAt", ClaimRow.time(memory.intentAt()));
  }

  private static void fenced(Claim claim, StatementSpec update) {
    int rows = update.param("id", claim.id().toString()).param("token", claim.token()).update();
    if (rows == 0) {
      throw new LostLeaseException(claim.id());
    }
  }

  private static String reason(Verdict verdict) {
    if (verdict instanceof Verdict.Waiting waiting) {
      return waiting.why().message();
    }
    if (verdict instanceof Verdict.Failed failed) {
      return failed.why().message();
    }
    if (verdict instanceof Verdict.Settled settled && settled.note() != null) {
      return settled.note().message();
    }
    return verdict instanceof Verdict.Blocked blocked ? blocked.why().message() : "";
  }
}
