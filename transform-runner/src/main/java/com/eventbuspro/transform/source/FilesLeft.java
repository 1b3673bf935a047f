package com.eventbuspro.transform.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.iceberg.flink.source.reader.SplitWatermarkExtractor;

/** The files that no reader has, the one with the earliest event first. */
final class FilesLeft {
  private record Left(long earliest, SequenceSplit.OfHistory file) {}

  private final SplitWatermarkExtractor times;
  private final TreeSet<Left> files =
      new TreeSet<>(
          Comparator.comparingLong(Left::earliest)
              .thenComparing(left -> left.file().splitId())
              .thenComparing(left -> left.file().after().toString()));

  /**
   * None yet.
   *
   * @param times tells a file's earliest event
   */
  FilesLeft(SplitWatermarkExtractor times) {
    this.times = times;
  }

  void add(Collection<SequenceSplit.OfHistory> more) {
    more.forEach(file -> files.add(new Left(times.extractWatermark(file.split()), file)));
  }

  Optional<SequenceSplit.OfHistory> next() {
    return Optional.ofNullable(files.pollFirst()).map(Left::file);
  }

  List<SequenceSplit.OfHistory> all() {
    return new ArrayList<>(files.stream().map(Left::file).toList());
  }
}
