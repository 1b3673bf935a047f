package com.eventbuspro.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a JVM start with the classes that it loaded the last time, in the form in which it uses them
 * (class data sharing, JEP 350). The archive is made once after a build, in the background, from a
 * JVM that runs. One that does not fit the class path any more the JVM leaves aside.
 */
final class FastStart {
  private static final Logger LOG = LoggerFactory.getLogger(FastStart.class);
  private static final long PATIENCE_MINUTES = 10;

  private FastStart() {}

  /** Makes the archives of this JVM and of the services, one after the other, in the background. */
  static void keepClasses(List<ServiceProcess> services) {
    String own = System.getProperty("ebp.classes");
    if (own == null) {
      // Not started by ./run: whoever did has a class path that will not come again.
      return;
    }
    Thread thread =
        new Thread(
            () -> {
              services.forEach(service -> keep(service.pid(), service.service().archive()));
              keep(ProcessHandle.current().pid(), Path.of(own));
            },
            "fast-start");
    thread.setDaemon(true);
    thread.start();
  }

  /** The JVM's options to use the archive if it is there. */
  static List<String> options(Path archive) {
    return List.of(
        Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto",
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-Xlog:class+path=off");
  }

  /**
   * Makes the archive of a JVM that runs, unless it is there. Without a JDK's {@code jcmd} nothing
   * is made: starts are slower, and that is all.
   *
   * @param archive where; appears there when it is whole
   */
  private static void keep(long pid, Path archive) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (Files.exists(archive) || !Files.isExecutable(jcmd)) {
      return;
    }
    try {
      Path target = archive.toAbsolutePath().normalize();
      Path making = target.resolveSibling(target.getFileName() + "." + pid);
      Process process =
          new ProcessBuilder(
                  jcmd.toString(), Long.toString(pid), "VM.cds", "static_dump", making.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      } else if (Files.exists(making)) {
        Files.move(making, target);
      }
      // What the JVM that made it said: left by jcmd where ours was started.
      Files.deleteIfExists(Path.of("java_pid" + pid + "_stdout"));
      Files.deleteIfExists(Path.of("java_pid" + pid + "_stderr"));
    } catch (IOException e) {
      LOG.warn("Starts stay slow: the classes that were loaded cannot be kept", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
