package com.eventbuspro.transform.engine;

import com.eventbuspro.transform.source.SourceMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sums up what the operators of a job measure. */
final class OperatorFigures {
  private static final String ROWS_OUT = "numRecordsIn";
  private static final String WATERMARK = "currentInputWatermark";
  private static final String LATE = "numLateRecordsDropped";
  private static final Pattern OF_SOURCES =
      Pattern.compile(
          "(.+\\.)?("
              + String.join(
                  "|",
                  SourceMetrics.HISTORY_ROWS,
                  SourceMetrics.LIVE_ROWS,
                  SourceMetrics.REJECTED,
                  SourceMetrics.LIVE,
                  SourceMetrics.BEHIND_MILLIS,
                  LATE)
              + ")");
  // Whatever the destination, it is Flink's or Iceberg's writer that takes the rows.
  private static final Pattern OF_WRITERS =
      Pattern.compile("(?i:.*writer[^.]*)\\.(" + ROWS_OUT + "|" + WATERMARK + ")");

  private final Map<String, Double> values = new TreeMap<>();

  /** A metric over all subtasks. */
  record Metric(String id, double min, double max, double sum) {}

  static boolean isWanted(String id) {
    return OF_SOURCES.matcher(id).matches() || OF_WRITERS.matcher(id).matches();
  }

  void add(List<Metric> metrics) {
    metrics.forEach(this::add);
  }

  private void add(Metric metric) {
    Matcher source = OF_SOURCES.matcher(metric.id());
    Matcher writer = OF_WRITERS.matcher(metric.id());
    if (source.matches()) {
      add(source.group(2), metric);
    } else if (writer.matches()) {
      add(writer.group(1), metric);
    }
  }

  private void add(String name, Metric metric) {
    switch (name) {
      case SourceMetrics.LIVE, WATERMARK -> merge(name, metric.min(), Math::min);
      case SourceMetrics.BEHIND_MILLIS -> merge(name, metric.max(), Math::max);
      default -> merge(name, metric.sum(), Double::sum);
    }
  }

  private void merge(String name, double value, java.util.function.DoubleBinaryOperator how) {
    if (!Double.isNaN(value)) {
      values.merge(name, value, how::applyAsDouble);
    }
  }

  JobFigures figures(
      boolean running, @Nullable Integer restarts, JobFigures.@Nullable Checkpoint checkpoint) {
    Double live = values.get(SourceMetrics.LIVE);
    Double watermark = values.get(WATERMARK);
    return new JobFigures(
        running,
        live == null ? null : Boolean.valueOf(live > 0),
        whole(SourceMetrics.HISTORY_ROWS),
        whole(SourceMetrics.LIVE_ROWS),
        whole(ROWS_OUT),
        whole(SourceMetrics.REJECTED),
        whole(LATE),
        whole(SourceMetrics.BEHIND_MILLIS),
        // Flink's way to say that there is none yet, or none any more.
        watermark == null || Math.abs(watermark) > 1e17
            ? null
            : Long.valueOf(watermark.longValue()),
        restarts,
        checkpoint);
  }

  private @Nullable Long whole(String name) {
    Double value = values.get(name);
    return value == null ? null : Long.valueOf(Math.round(value));
  }
}
