package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its descendants have used so far, from Linux's {@code /proc}.
 *
 * @param cpuSeconds processor time, user and system, of those alive
 * @param residentBytes proportional set size: shared pages are counted once
 */
record ProcessUse(double cpuSeconds, long residentBytes) {

  /** Of the one process whose command line holds the text, with all below it. */
  static ProcessUse ofTree(String commandLinePart) {
    ProcessHandle root =
        ProcessHandle.allProcesses()
            .filter(
                p -> p.info().commandLine().filter(c -> c.contains(commandLinePart)).isPresent())
            .filter(p -> p.pid() != ProcessHandle.current().pid())
            .filter(p -> p.info().command().filter(c -> c.endsWith("java")).isPresent())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No process runs " + commandLinePart));
    List<ProcessHandle> tree = Stream.concat(Stream.of(root), root.descendants()).toList();
    double cpu = 0;
    long resident = 0;
    for (ProcessHandle process : tree) {
      cpu += process.info().totalCpuDuration().map(d -> d.toNanos() / 1e9).orElse(0.0);
      resident += proportionalSetSize(process.pid());
    }
    return new ProcessUse(cpu, resident);
  }

  private static long proportionalSetSize(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .sum();
    } catch (NoSuchFileException e) {
      return 0; // It ended meanwhile.
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
