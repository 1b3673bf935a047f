package com.eventbuspro.transform.analysis;

import com.eventbuspro.transform.sql.SqlFault;
import com.eventbuspro.transform.sql.Transform;
import com.eventbuspro.transform.sql.Transform.Warning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is known of a piece of SQL. */
public sealed interface Analysis {
  /** It, as JSON; the contract is in {@code docs/decisions/0014-pipelines-between-three.md}. */
  ObjectNode json();

  /**
   * It is wrong.
   *
   * @param fault what is wrong
   */
  record Wrong(SqlFault fault) implements Analysis {
    @Override
    public ObjectNode json() {
      return AnalysisJson.of(this);
    }
  }

  /** It can be run. */
  final class Right implements Analysis {
    private final Transform transform;
    private final List<Boolean> personal;
    private final DerivedSchema derived;
    private final List<Warning> warnings;
    private final List<DestinationFault> destinationFaults;
    private final @Nullable String fingerprint;

    Right(
        Transform transform,
        List<Boolean> personal,
        DerivedSchema derived,
        List<Warning> warnings,
        List<DestinationFault> destinationFaults,
        @Nullable String fingerprint) {
      this.transform = transform;
      this.personal = List.copyOf(personal);
      this.derived = derived;
      this.warnings = List.copyOf(warnings);
      this.destinationFaults = List.copyOf(destinationFaults);
      this.fingerprint = fingerprint;
    }

    Right withFingerprint(@Nullable String known) {
      return new Right(transform, personal, derived, warnings, destinationFaults, known);
    }

    /** What the SQL means. */
    public Transform transform() {
      return transform;
    }

    /** For each column of the result, whether it may hold personal data. */
    public List<Boolean> personal() {
      return personal;
    }

    DerivedSchema derived() {
      return derived;
    }

    List<Warning> warnings() {
      return warnings;
    }

    List<DestinationFault> destinationFaults() {
      return destinationFaults;
    }

    /** Of its state, were it the next version of a pipeline that has state; null otherwise. */
    @Nullable String fingerprint() {
      return fingerprint;
    }

    @Override
    public ObjectNode json() {
      return AnalysisJson.of(this);
    }
  }
}
