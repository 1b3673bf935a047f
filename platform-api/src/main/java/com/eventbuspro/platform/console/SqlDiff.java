package com.eventbuspro.platform.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * How one SQL text became another, line by line.
 *
 * @param lines all lines of both, in order
 */
record SqlDiff(List<Line> lines) {
  /** Longer texts are shown as replaced: nobody reads such a diff, and it takes long to make. */
  private static final int MAX_LINES = 1000;

  SqlDiff {
    lines = List.copyOf(lines);
  }

  /** What became of a line. */
  enum Fate {
    SAME,
    ADDED,
    REMOVED
  }

  /**
   * A line.
   *
   * @param fate what became of it
   * @param text what it says
   */
  record Line(Fate fate, String text) {
    /** CSS class. */
    public String tone() {
      return switch (fate) {
        case SAME -> "same";
        case ADDED -> "added";
        case REMOVED -> "removed";
      };
    }

    /** A sign before it, so that colour is not all that tells. */
    public String sign() {
      return switch (fate) {
        case SAME -> " ";
        case ADDED -> "+";
        case REMOVED -> "−";
      };
    }
  }

  static SqlDiff between(String before, String after) {
    List<String> old = before.stripTrailing().lines().toList();
    List<String> now = after.stripTrailing().lines().toList();
    Deque<Line> lines = new ArrayDeque<>();
    int[][] common = commonSuffixes(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        lines.add(new Line(Fate.SAME, now.get(j)));
        i++;
        j++;
      } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(Fate.REMOVED, old.get(i)));
        i++;
      } else {
        lines.add(new Line(Fate.ADDED, now.get(j)));
        j++;
      }
    }
    return new SqlDiff(List.copyOf(lines));
  }

  /** Whether anything differs. */
  public boolean changed() {
    return lines.stream().anyMatch(line -> line.fate() != Fate.SAME);
  }

  /** How many lines both have in common from two places on, for each pair of places. */
  private static int[][] commonSuffixes(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    if (old.size() > MAX_LINES || now.size() > MAX_LINES) {
      return common;
    }
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
