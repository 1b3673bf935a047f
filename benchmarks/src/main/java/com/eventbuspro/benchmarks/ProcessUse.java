package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  /**
   * Of the one Java process that runs a class, with all below it and the PostgreSQL server on its
   * data, which is nobody's child.
   *
   * @param main part of the class's name
   * @param dataDirectory tells several apart: the folder that it was told to use, if it was
   */
  static ProcessUse ofTree(String main, String dataDirectory) {
    ProcessHandle root = root(main, dataDirectory);
    String cluster = Path.of(dataDirectory).toAbsolutePath().resolve("postgres/cluster").toString();
    Stream<ProcessHandle> servers =
        ProcessHandle.allProcesses().filter(p -> commandLine(p).contains("-D " + cluster));
    return of(
        Stream.concat(Stream.of(root), servers)
            .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
            .distinct()
            .toList());
  }

  /** Of a Java process below that one. */
  static ProcessUse ofChild(String childMain, String main, String dataDirectory) {
    return of(root(main, dataDirectory).descendants().filter(p -> runs(p, childMain)).toList());
  }

  private static ProcessHandle root(String main, String dataDirectory) {
    List<ProcessHandle> all = ProcessHandle.allProcesses().filter(p -> runs(p, main)).toList();
    List<ProcessHandle> told =
        all.stream().filter(p -> commandLine(p).contains(" " + dataDirectory)).toList();
    List<ProcessHandle> found = told.isEmpty() ? all : told;
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " processes run " + main + ", not one");
    }
    return found.get(0);
  }

  private static boolean runs(ProcessHandle process, String main) {
    return process.pid() != ProcessHandle.current().pid()
        && process.info().command().filter(command -> command.endsWith("java")).isPresent()
        && commandLine(process).contains(main);
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private static ProcessUse of(List<ProcessHandle> processes) {
    double cpu = 0;
    long resident = 0;
    for (ProcessHandle process : processes) {
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
      throw new UncheckedIOException(e);
    }
  }
}
