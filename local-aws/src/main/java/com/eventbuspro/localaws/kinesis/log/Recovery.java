package com.eventbuspro.localaws.kinesis.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a shard's directory holds after a stop of any kind. */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private Recovery() {}

  /** Where appending goes on. */
  record Tail(int goodLength, long nextIndex, long lastArrival) {}

  /** Oldest first; empty when the directory is empty or missing. */
  static List<Segment> segmentsIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9]{20}\\.log"))
          .sorted()
          .map(Segment::found)
          .toList();
    }
  }

  /** Cuts what was half written off the newest segment. */
  static Tail cutTail(List<Segment> segments) throws IOException {
    Segment newest = segments.get(segments.size() - 1);
    Segment.Scan scan = newest.scan();
    long size = Files.size(newest.file());
    if (size > scan.goodLength()) {
      log.warn("Cutting {} half-written bytes off {}", size - scan.goodLength(), newest.file());
      try (FileChannel channel = FileChannel.open(newest.file(), StandardOpenOption.WRITE)) {
        channel.truncate(scan.goodLength());
        channel.force(true);
      }
    }
    long lastArrival = scan.lastArrival();
    if (lastArrival == Long.MIN_VALUE && segments.size() > 1) {
      lastArrival = segments.get(segments.size() - 2).sparse().lastArrival();
    }
    return new Tail(Math.max(Segment.HEADER, scan.goodLength()), scan.lastIndex() + 1, lastArrival);
  }
}
