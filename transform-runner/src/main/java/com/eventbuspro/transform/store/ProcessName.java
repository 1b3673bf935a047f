package com.eventbuspro.transform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name for this process that no other has, and by which others on this machine see whether it
 * still lives: a runner that was killed is replaced without a wait.
 */
public final class ProcessName {
  private static final Pattern NAME = Pattern.compile("(?<machine>\\S+) (?<pid>\\d+) \\S+");

  private ProcessName() {}

  /** This process's name; another one at each call. */
  public static String unique() {
    return machine() + " " + ProcessHandle.current().pid() + " " + UUID.randomUUID();
  }

  /** Whether a process is certainly gone. */
  static boolean isGone(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        && !parts.group("machine").startsWith("?")
        && parts.group("machine").equals(machine())
        && ProcessHandle.of(Long.parseLong(parts.group("pid"))).isEmpty();
  }

  /** The boot of a machine, and which of its spaces of process ids; unknown where not Linux. */
  private static String machine() {
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      return boot + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "?";
    }
  }
}
