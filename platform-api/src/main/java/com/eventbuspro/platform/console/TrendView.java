package com.eventbuspro.platform.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a pipeline that the page draws a line of.
 *
 * @param key tells it from the others
 * @param title what it is
 * @param unit of the value
 * @param words as it is read
 * @param value as it is drawn
 */
record TrendView(
    String key, String title, String unit, @Nullable String words, @Nullable Double value) {

  static List<TrendView> of(PipelineFiguresView figures) {
    return List.of(
        of("lag", "Behind the streams", "seconds", figures.lag()),
        of("in", "Events in", "a second", figures.in()),
        of("out", "Rows out", "a second", figures.out()));
  }

  private static TrendView of(
      String key, String title, String unit, PipelineFiguresView.Trend trend) {
    return new TrendView(key, title, unit, trend.words(), trend.value());
  }
}
