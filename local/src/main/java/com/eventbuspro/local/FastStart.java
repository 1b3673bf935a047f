package com.eventbuspro.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a JVM start with the classes that it loaded the last time, in the form in which it uses them
 * (class data sharing, JEP 350). The archive is made once after a build, in the background, from a
 * JVM that runs. One that does not fit the class path any more the JVM leaves aside.
 */
final class FastStart implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(FastStart.class);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Thread thread;

  private FastStart(Thread thread) {
    this.thread = thread;
  }

  /**
   * Makes the archives of this JVM and of the services, one after the other, in the background.
   *
   * @return what ends the making when it is closed, so that the next start does not share the
   *     processor with it
   */
  static Closeable keepClasses(List<ServiceProcess> services) {
    String own = System.getProperty("ebp.classes");
    if (own == null) {
      // Not started by ./run: whoever did has a class path that will not come again.
      return () -> {};
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                for (ServiceProcess service : services) {
                  keep(service.pid(), service.service().archive());
                }
                keep(ProcessHandle.current().pid(), Path.of(own));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "fast-start");
    thread.setDaemon(true);
    thread.start();
    return new FastStart(thread);
  }

  /** The JVM's options to use the archive if it is there. */
  static List<String> options(Path archive) {
    return List.of(
        Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto",
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-Xlog:class+path=off");
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes the archive of a JVM that runs, unless it is there. Without a JDK's {@code jcmd} nothing
   * is made: starts are slower, and that is all.
   *
   * @param archive where; appears there when it is whole
   */
  private static void keep(long pid, Path archive) throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (Files.exists(archive) || !Files.isExecutable(jcmd)) {
      return;
    }
    Path target = archive.toAbsolutePath().normalize();
    Path making = target.resolveSibling(target.getFileName() + "." + pid);
    try {
      deleteUnfinished(target);
      // The archive is made by a JVM that the JVM in question starts; nothing else tells its
      // number.
      Set<ProcessHandle> before = children(pid);
      Set<ProcessHandle> makers = new HashSet<>();
      Process process =
          new ProcessBuilder(
                  jcmd.toString(), Long.toString(pid), "VM.cds", "static_dump", making.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)
            && System.nanoTime() - end < 0) {
          makers.addAll(children(pid));
        }
        if (Files.exists(making)) {
          Files.move(making, target);
        }
      } finally {
        makers.addAll(children(pid));
        makers.removeAll(before);
        if (process.isAlive()) {
          process.destroyForcibly();
          makers.forEach(FastStart::end);
        }
        deleteLeft(pid, makers);
        deleteUnfinished(target);
      }
    } catch (IOException e) {
      LOG.warn("Starts stay slow: the classes that were loaded cannot be kept", e);
    }
  }

  private static Set<ProcessHandle> children(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::children)
        .collect(Collectors.toSet());
  }

  private static void end(ProcessHandle maker) {
    maker.destroyForcibly();
    maker.onExit().join();
  }

  /**
   * What is left in the folder where the JVM in question was started: what the makers said, and the
   * file by which {@code jcmd} calls a JVM, if either was ended before that answered.
   */
  private static void deleteLeft(long pid, Set<ProcessHandle> makers) throws IOException {
    Files.deleteIfExists(Path.of(".attach_pid" + pid));
    for (ProcessHandle maker : makers) {
      Files.deleteIfExists(Path.of("java_pid" + maker.pid() + "_stdout"));
      Files.deleteIfExists(Path.of("java_pid" + maker.pid() + "_stderr"));
    }
  }

  /** Hundreds of megabytes, if a JVM ended while an archive was made. */
  private static void deleteUnfinished(Path archive) throws IOException {
    try (DirectoryStream<Path> unfinished =
        Files.newDirectoryStream(archive.getParent(), archive.getFileName() + ".*")) {
      for (Path file : unfinished) {
        Files.deleteIfExists(file);
      }
    }
  }
}
