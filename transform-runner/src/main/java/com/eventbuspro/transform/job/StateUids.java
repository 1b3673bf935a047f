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
  private final String state;
  private int last;

  private StateUids(String state) {
    this.state = state;
  }

  /**
   * Names them.
   *
   * @param state tells what their state means: that of another meaning is never found
   */
  static void assign(List<Transformation<?>> sinks, String state) {
    StateUids uids = new StateUids(state);
    sinks.forEach(uids::visit);
  }

  private void visit(Transformation<?> transformation) {
    if (!seen.add(transformation)) {
      return;
    }
    transformation.getInputs().forEach(this::visit);
    if (transformation.getUid() == null && keepsState(transformation)) {
      transformation.setUid("state-" + state + "-" + ++last);
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
