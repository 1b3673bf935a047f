package com.eventbuspro.platform.console;

import java.util.ArrayList;
import java.util.List;

/**
 * How one SQL text became another, line by line.
 *
 * @param lines all lines of both, in order
 */
record SqlDiff(List<Line> lines) {
  /**
   * More lines that differ are shown as replaced: nobody reads such a diff, and it costs memory.
   */
  private static final int MAX_COMPARED = 500;

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
    int head = commonHead(old, now);
    int tail = commonTail(old, now, head);
    List<String> removed = old.subList(head, old.size() - tail);
    List<String> added = now.subList(head, now.size() - tail);
    List<Line> lines = new ArrayList<>();
    add(lines, Fate.SAME, now.subList(0, head));
    // A matrix of all pairs of lines: never for texts that could make it large.
    if (removed.size() <= MAX_COMPARED && added.size() <= MAX_COMPARED) {
      compare(lines, removed, added);
    } else {
      add(lines, Fate.REMOVED, removed);
      add(lines, Fate.ADDED, added);
    }
    add(lines, Fate.SAME, now.subList(now.size() - tail, now.size()));
    return new SqlDiff(lines);
  }

  private static int commonHead(List<String> old, List<String> now) {
    int most = Math.min(old.size(), now.size());
    int head = 0;
    while (head < most && old.get(head).equals(now.get(head))) {
      head++;
    }
    return head;
  }

  private static int commonTail(List<String> old, List<String> now, int head) {
    int most = Math.min(old.size(), now.size()) - head;
    int tail = 0;
    while (tail < most && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    return tail;
  }

  private static void add(List<Line> lines, Fate fate, List<String> texts) {
    texts.forEach(text -> lines.add(new Line(fate, text)));
  }

  private static void compare(List<Line> lines, List<String> old, List<String> now) {
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
  }

  /** Whether anything differs. */
  public boolean changed() {
    return lines.stream().anyMatch(line -> line.fate() != Fate.SAME);
  }

  /** How many lines both have in common from two places on, for each pair of places. */
  private static int[][] commonSuffixes(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
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
