package com.eventbuspro.local;

import java.util.List;

/** Starts Event Bus Pro on this machine; {@code ./run} calls it. */
public final class LocalMain {
  private LocalMain() {}

  /** Runs until interrupted. Exits with 1, and one sentence that says why, when it cannot start. */
  public static void main(String[] arguments) {
    try {
      LocalOptions options = LocalOptions.parse(List.of(arguments));
      LocalPlatform platform = LocalPlatform.start(options, new Progress(System.out));
      Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "shutdown"));
    } catch (StartException e) {
      System.err.println("Event Bus Pro cannot start: " + e.getMessage());
      System.exit(1);
    }
  }
}
