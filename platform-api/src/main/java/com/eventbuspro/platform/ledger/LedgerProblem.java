package com.eventbuspro.platform.ledger;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A place where an hour does not add up, or where nobody can say.
 *
 * @param kind what is wrong
 * @param shard the shard; absent when it is about all of them
 * @param firstSequence where in the shard it begins; absent for its beginning
 * @param lastSequence where it ends; absent for the end of the shard
 * @param missing how many records are certainly missing there, at least
 * @param message what that means and what to do
 */
public record LedgerProblem(
    ProblemKind kind,
    @Nullable String shard,
    @Schema(description = "Where in the shard it begins; absent for its beginning")
        @Nullable String firstSequence,
    @Schema(description = "Where in the shard it ends; absent for its end")
        @Nullable String lastSequence,
    @Schema(description = "How many records are certainly missing there, at least") long missing,
    @Schema(description = "What that means and what to do") String message) {

  static LedgerProblem of(Finding finding) {
    return new LedgerProblem(
        finding.kind(),
        finding.shard(),
        finding.range().first().toString(),
        finding.range().last().toString(),
        finding.missing(),
        finding.kind().message());
  }

  static LedgerProblem of(Figures.Note note) {
    return new LedgerProblem(
        note.kind(),
        note.shard().isEmpty() ? null : note.shard(),
        note.first() == null ? null : note.first().toString(),
        note.last() == null ? null : note.last().toString(),
        0,
        note.kind().message());
  }
}
