package com.eventbuspro.transform.runner;

import com.eventbuspro.dataplane.Parent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts the transform-runner with settings from environment variables ({@code EBP_…}). Prints
 * {@code transform-runner ready} once it answers. Ends on SIGTERM, and with {@code
 * --exit-with-parent} when its standard input ends.
 */
public final class TransformRunnerMain {
  private static final int BAD_SETTINGS = 2;
  private static final long END_PATIENCE_SECONDS = 30;

  private TransformRunnerMain() {}

  /** Runs until told to stop. */
  public static void main(String[] arguments) throws Exception {
    TransformConfig config;
    try {
      checkArguments(List.of(arguments));
      config = TransformConfig.from(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_SETTINGS);
      return;
    }
    CountDownLatch stop = new CountDownLatch(1);
    if (List.of(arguments).contains(Parent.EXIT_WITH_PARENT)) {
      Parent.whenItEnds(stop::countDown);
    }
    run(config, stop);
    System.exit(0);
  }

  private static void checkArguments(List<String> arguments) {
    for (String argument : arguments) {
      if (!argument.equals(Parent.EXIT_WITH_PARENT)) {
        throw new IllegalArgumentException(
            "The transform-runner does not know '"
                + argument
                + "', only "
                + Parent.EXIT_WITH_PARENT);
      }
    }
  }

  private static void run(TransformConfig config, CountDownLatch stop)
      throws IOException, InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (TransformRunner runner = TransformRunner.start(config)) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stop.countDown();
                    awaitEnd(ended);
                  }));
      System.out.println("transform-runner ready");
      stop.await();
    } finally {
      ended.countDown();
    }
  }

  /** What does not end in that time ends with the JVM: whoever is told to stop must stop. */
  private static void awaitEnd(CountDownLatch ended) {
    try {
      if (!ended.await(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The transform-runner did not end in order; it ends now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
