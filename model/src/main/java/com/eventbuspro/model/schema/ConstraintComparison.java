package com.eventbuspro.model.schema;

import com.eventbuspro.model.schema.Constraints.Bound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what the constraints of a newer version are stricter, or looser, than those before. */
final class ConstraintComparison {
  private final List<String> narrowed = new ArrayList<>();
  private final List<String> loosened = new ArrayList<>();

  ConstraintComparison(Constraints was, Constraints is) {
    note(was.nullable(), is.nullable(), "null");
    values(new HashSet<>(was.allowed()), new HashSet<>(is.allowed()));
    lower(was.minimum(), is.minimum());
    upper(was.maximum(), is.maximum());
    compare(Integer.compare(is.minSize(), was.minSize()), "the least size");
    compare(Integer.compare(was.maxSize(), is.maxSize()), "the greatest size");
    rule(was.pattern(), is.pattern(), "pattern");
    step(was.multipleOf(), is.multipleOf());
    note(!was.unique(), !is.unique(), "repeated elements");
  }

  /** What became stricter, in words. */
  List<String> narrowed() {
    return narrowed;
  }

  /** What became looser, in words. */
  List<String> loosened() {
    return loosened;
  }

  private void note(boolean was, boolean is, String what) {
    if (was && !is) {
      narrowed.add(what + " is allowed no longer");
    } else if (is && !was) {
      loosened.add(what + " is allowed");
    }
  }

  /** {@code strictness} is above 0 when the newer limit is the stricter one. */
  private void compare(int strictness, String what) {
    if (strictness > 0) {
      narrowed.add(what + " is stricter");
    } else if (strictness < 0) {
      loosened.add(what + " is looser");
    }
  }

  private void values(Set<Object> was, Set<Object> is) {
    if (was.equals(is)) {
      return;
    }
    if (was.isEmpty()) {
      narrowed.add("the values are listed now");
    } else if (is.isEmpty() || is.containsAll(was)) {
      loosened.add("the list of values is longer");
    } else {
      Set<Object> missing = new HashSet<>(was);
      missing.removeAll(is);
      narrowed.add("the list of values lacks " + missing.size() + " that it had");
    }
  }

  private void lower(@Nullable Bound was, @Nullable Bound is) {
    if (was != null && is != null) {
      int order = is.value().compareTo(was.value());
      compare(order != 0 ? order : openness(was, is), "the minimum");
    } else {
      compare((is == null ? 0 : 1) - (was == null ? 0 : 1), "the minimum");
    }
  }

  private void upper(@Nullable Bound was, @Nullable Bound is) {
    if (was != null && is != null) {
      int order = was.value().compareTo(is.value());
      compare(order != 0 ? order : openness(was, is), "the maximum");
    } else {
      compare((is == null ? 0 : 1) - (was == null ? 0 : 1), "the maximum");
    }
  }

  private static int openness(Bound was, Bound is) {
    return Boolean.compare(was.inclusive(), is.inclusive());
  }

  private void rule(@Nullable Object was, @Nullable Object is, String what) {
    if (!Objects.equals(was, is)) {
      compare(is == null ? -1 : 1, "the " + what);
    }
  }

  private void step(@Nullable BigDecimal was, @Nullable BigDecimal is) {
    if (was != null && is != null) {
      boolean same = was.compareTo(is) == 0;
      boolean finer = was.remainder(is).signum() == 0;
      compare(same ? 0 : finer ? -1 : 1, "multipleOf");
    } else {
      rule(was, is, "multipleOf");
    }
  }
}
