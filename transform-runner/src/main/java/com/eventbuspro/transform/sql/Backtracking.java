package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.RegexPart.Choice;
import com.eventbuspro.transform.sql.RegexPart.Look;
import com.eventbuspro.transform.sql.RegexPart.One;
import com.eventbuspro.transform.sql.RegexPart.Place;
import com.eventbuspro.transform.sql.RegexPart.Repeat;
import com.eventbuspro.transform.sql.RegexPart.Sequence;
import java.util.BitSet;
import java.util.List;

/**
 * In how many ways Java may try to match a text before it gives up. A repetition multiplies them by
 * the places at which it may end, unless what comes next tells where it ends: {@code [^,]*,} has
 * one end, {@code .*,} as many as there are commas. Rather too many than too few.
 */
final class Backtracking {
  /** The text that is reckoned with. */
  static final int LENGTH = 1_000;

  /** Of all repetitions that begin or end anywhere, three at most. */
  static final double MOST = 10.0 * LENGTH * LENGTH * LENGTH;

  // Looking ahead is done with once it is decided, so those after each other do not multiply.
  private double looks = 1;

  private Backtracking() {}

  /**
   * The ways.
   *
   * @param whole whether the text must match from its begin to its end, or a part of it may
   * @return infinite, where each further character multiplies them
   */
  static double ways(RegexPart regex, boolean whole) {
    Backtracking backtracking = new Backtracking();
    double ways = backtracking.ways(regex, new Next(new BitSet(), whole));
    double starts = whole || isAnchored(regex) ? 1 : LENGTH;
    return starts * ways * backtracking.looks;
  }

  /** What may come next: with which characters it begins, and whether it can fail. */
  private record Next(BitSet characters, boolean mayFail) {
    boolean hasOneOf(BitSet others) {
      return characters.intersects(others);
    }
  }

  private double ways(RegexPart part, Next next) {
    if (part instanceof Sequence sequence) {
      double ways = 1;
      Next after = next;
      List<RegexPart> parts = sequence.parts();
      for (int i = parts.size() - 1; i >= 0; i--) {
        ways *= ways(parts.get(i), after);
        after = before(parts.get(i), after);
      }
      return ways;
    }
    if (part instanceof Choice choice) {
      return ways(choice, next);
    }
    if (part instanceof Repeat repeat) {
      return ways(repeat, next);
    }
    if (part instanceof Look look) {
      looks = Math.max(looks, ways(look.body(), new Next(new BitSet(), false)));
    }
    return 1;
  }

  private double ways(Choice choice, Next next) {
    double sum = 0;
    double most = 0;
    boolean apart = true;
    BitSet seen = new BitSet();
    for (RegexPart branch : choice.parts()) {
      double ways = ways(branch, next);
      sum += ways;
      most = Math.max(most, ways);
      apart &= !mayBeEmpty(branch) && !seen.intersects(first(branch));
      seen.or(first(branch));
    }
    return apart ? most : sum;
  }

  private double ways(Repeat repeat, Next next) {
    BitSet first = first(repeat.body());
    double inner = ways(repeat.body(), new Next(union(first, next.characters()), true));
    boolean endsAnywhere =
        !repeat.possessive()
            && repeat.min() != repeat.max()
            && next.mayFail()
            && next.hasOneOf(first);
    if (repeat.max() == RegexPart.WITHOUT_END) {
      if (inner > 1 || branches(repeat.body())) {
        return Double.POSITIVE_INFINITY;
      }
      return endsAnywhere ? LENGTH : 1;
    }
    double ends = endsAnywhere ? repeat.max() - repeat.min() + 1.0 : 1;
    double rounds = mayBeEmpty(repeat.body()) ? Math.max(1, repeat.max()) : 1;
    return Math.pow(inner, repeat.max()) * ends * rounds;
  }

  /** Java goes one level deeper for each round of such a group: long texts have too many. */
  private static boolean branches(RegexPart part) {
    if (part instanceof Sequence sequence) {
      return sequence.parts().stream().anyMatch(Backtracking::branches);
    }
    return part instanceof Choice
        || (part instanceof Repeat repeat
            && (repeat.max() == RegexPart.WITHOUT_END || branches(repeat.body())));
  }

  private static Next before(RegexPart part, Next next) {
    if (part == Place.END) {
      return new Next(new BitSet(), true);
    }
    return new Next(
        mayBeEmpty(part) ? union(first(part), next.characters()) : first(part),
        mayFail(part) || next.mayFail());
  }

  private static BitSet first(RegexPart part) {
    if (part instanceof One one) {
      return one.characters();
    }
    BitSet first = new BitSet();
    if (part instanceof Repeat repeat && repeat.max() > 0) {
      first.or(first(repeat.body()));
    } else if (part instanceof Choice choice) {
      choice.parts().forEach(branch -> first.or(first(branch)));
    } else if (part instanceof Sequence sequence) {
      for (RegexPart inner : sequence.parts()) {
        first.or(first(inner));
        if (!mayBeEmpty(inner)) {
          break;
        }
      }
    }
    return first;
  }

  private static boolean mayBeEmpty(RegexPart part) {
    if (part instanceof Repeat repeat) {
      return repeat.min() == 0 || mayBeEmpty(repeat.body());
    }
    if (part instanceof Choice choice) {
      return choice.parts().stream().anyMatch(Backtracking::mayBeEmpty);
    }
    return part instanceof Sequence sequence
        ? sequence.parts().stream().allMatch(Backtracking::mayBeEmpty)
        : !(part instanceof One);
  }

  private static boolean mayFail(RegexPart part) {
    if (part instanceof Repeat repeat) {
      return repeat.min() > 0 && mayFail(repeat.body());
    }
    if (part instanceof Choice choice) {
      return choice.parts().stream().allMatch(Backtracking::mayFail);
    }
    return !(part instanceof Sequence sequence)
        || sequence.parts().stream().anyMatch(Backtracking::mayFail);
  }

  private static boolean isAnchored(RegexPart part) {
    if (part instanceof Sequence sequence) {
      return sequence.parts().stream()
          .filter(inner -> !inner.equals(new Sequence(List.of())))
          .findFirst()
          .filter(Backtracking::isAnchored)
          .isPresent();
    }
    return part instanceof Choice choice
        ? choice.parts().stream().allMatch(Backtracking::isAnchored)
        : part == Place.START;
  }

  private static BitSet union(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.or(other);
    return both;
  }
}
