package com.eventbuspro.transform.runner;

import com.eventbuspro.dataplane.Program;
import com.eventbuspro.dataplane.Stop;
import java.io.IOException;
import java.time.Duration;

/**
 * Starts the transform-runner with settings from environment variables ({@code EBP_…}). Prints
 * {@code transform-runner ready} once it answers. Ends on SIGTERM, and with {@code
 * --exit-with-parent} when its standard input ends.
 */
public final class TransformRunnerMain {
  private static final Duration END_PATIENCE = Duration.ofSeconds(30);

  private TransformRunnerMain() {}

  /** Runs until told to stop. */
  public static void main(String[] arguments) throws Exception {
    Program.run("The transform-runner", arguments, TransformConfig::from, TransformRunnerMain::run);
  }

  private static int run(TransformConfig config, Stop stop)
      throws IOException, InterruptedException {
    try (TransformRunner runner = TransformRunner.start(config)) {
      stop.whenKilled(END_PATIENCE);
      System.out.println("transform-runner ready");
      stop.await();
    }
    return 0;
  }
}
