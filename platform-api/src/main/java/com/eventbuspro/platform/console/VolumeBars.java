package com.eventbuspro.platform.console;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows per day as bars, the newest on the right, in a box 100 high and 10 wide per day.
 *
 * @param bars one per day, days without rows included
 * @param summary the same in words, for those who do not see it
 * @param from the first day
 * @param to the last day: today
 * @param most the number that the highest bar stands for
 */
record VolumeBars(List<Bar> bars, String summary, String from, String to, long most) {
  private static final int HEIGHT = 100;
  private static final int STEP = 10;
  private static final int LEAST_HEIGHT = 4;

  VolumeBars {
    bars = List.copyOf(bars);
  }

  /**
   * One day.
   *
   * @param x where it begins
   * @param y where its top is
   * @param height how high it is
   * @param tone CSS class: {@code some} or {@code none}
   * @param title the day and its number
   */
  record Bar(int x, int y, int height, String tone, String title) {}

  static VolumeBars of(Map<LocalDate, Long> perDay, int days, Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate first = today.minusDays(days - 1L);
    long most = 0;
    long sum = 0;
    for (int i = 0; i < days; i++) {
      long rows = perDay.getOrDefault(first.plusDays(i), 0L);
      most = Math.max(most, rows);
      sum += rows;
    }
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < days; i++) {
      LocalDate day = first.plusDays(i);
      bars.add(bar(i, day, perDay.getOrDefault(day, 0L), most));
    }
    String summary =
        grouped(sum)
            + " rows in the last "
            + days
            + " days, at most "
            + grouped(most)
            + " on one day";
    return new VolumeBars(bars, summary, first.toString(), today.toString(), most);
  }

  /** The width of the box. */
  public int width() {
    return bars.size() * STEP;
  }

  private static Bar bar(int index, LocalDate day, long rows, long most) {
    int height =
        rows == 0
            ? LEAST_HEIGHT / 2
            : (int) Math.max(LEAST_HEIGHT, Math.round((double) HEIGHT * rows / most));
    return new Bar(
        index * STEP,
        HEIGHT - height,
        height,
        rows == 0 ? "none" : "some",
        day + ": " + grouped(rows));
  }

  private static String grouped(long number) {
    return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
  }
}
