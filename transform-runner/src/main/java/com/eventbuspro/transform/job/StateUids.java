package com.eventbuspro.transform.job;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * Names the operators that keep state by their order from the sources on, so that a job whose plan
 * has the same {@link Fingerprint} finds it, whatever comes after them. Left to itself Flink names
 * operators by everything around them.
 */
final class StateUids {
  private final Set<Transformation<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int last;

  private StateUids() {}

  static void assign(List<Transformation<?>> sinks) {
    StateUids uids = new StateUids();
    sinks.forEach(uids::visit);
  }

  private void visit(Transformation<?> transformation) {
    if (!seen.add(transformation)) {
      return;
    }
    transformation.getInputs().forEach(this::visit);
    if (transformation.getUid() == null && keepsState(transformation)) {
      transformation.setUid("state-" + ++last);
    }
  }

  /** In SQL all state is by key, if only by an empty one. */
  private static boolean keepsState(Transformation<?> transformation) {
    return (transformation instanceof OneInputTransformation<?, ?> one
            && one.getStateKeySelector() != null)
        || (transformation instanceof TwoInputTransformation<?, ?, ?> two
            && two.getStateKeySelector1() != null);
  }
}
