package com.eventbuspro.local;

import java.util.List;

/** Starts Event Bus Pro on this machine; {@code ./run} calls it. */
public final class LocalMain {
  private LocalMain() {}

  /** Runs until interrupted. Exits with 1, and one sentence that says why, when it cannot start. */
  public static void main(String[] arguments) {
    try {
      LocalOptions options = LocalOptions.parse(List.of(arguments));
      LocalPlatform platform = new LocalPlatform(options, new Progress(System.out));
      // Before the start, so that Ctrl-C in the middle of it leaves nothing running either.
      Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "shutdown"));
      platform.start();
    } catch (StartException e) {
      System.err.println("Event Bus Pro cannot start: " + e.getMessage());
      System.exit(1);
    }
  }
}
