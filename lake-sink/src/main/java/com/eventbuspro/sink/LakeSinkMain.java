package com.eventbuspro.sink;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.dataplane.Parent;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the lake sink with settings from environment variables ({@code EBP_…}). Prints {@code
 * lake-sink ready} once the job runs. Ends on SIGTERM, and with {@code --exit-with-parent} when its
 * standard input ends; commits what it holds first. With {@code EBP_SINK_FLINK_ADDRESS} the job
 * runs in that Flink cluster, and this program submits and watches it.
 */
public final class LakeSinkMain {
  private static final Logger LOG = LoggerFactory.getLogger(LakeSinkMain.class);
  private static final int BAD_SETTINGS = 2;

  private LakeSinkMain() {}

  /** Runs until told to stop. */
  public static void main(String[] arguments) throws Exception {
    LakeSinkConfig config;
    try {
      checkArguments(List.of(arguments));
      config = LakeSinkConfig.from(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_SETTINGS);
      return;
    }
    CountDownLatch stop = new CountDownLatch(1);
    if (List.of(arguments).contains(Parent.EXIT_WITH_PARENT)) {
      Parent.whenItEnds(stop::countDown);
    }
    int status = run(config, stop);
    System.exit(status);
  }

  private static void checkArguments(List<String> arguments) {
    for (String argument : arguments) {
      if (!argument.equals(Parent.EXIT_WITH_PARENT)) {
        throw new IllegalArgumentException(
            "The lake sink does not know '" + argument + "', only " + Parent.EXIT_WITH_PARENT);
      }
    }
  }

  private static int run(LakeSinkConfig config, CountDownLatch stop) throws Exception {
    LakeSink sink = LakeSink.start(config, RemoteFlink.from(System.getenv()));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  awaitUninterrupted(ended);
                }));
    AtomicBoolean broke = new AtomicBoolean();
    Thread watcher =
        Daemons.named("job-watcher")
            .newThread(
                () -> {
                  if (endedByItself(sink, stop)) {
                    broke.set(true);
                    stop.countDown();
                  }
                });
    watcher.start();
    stop.await();
    sink.close();
    ended.countDown();
    return broke.get() ? 1 : 0;
  }

  private static boolean endedByItself(LakeSink sink, CountDownLatch stop) {
    try {
      sink.awaitRunning();
      System.out.println("lake-sink ready");
      sink.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | RuntimeException e) {
      if (stop.getCount() > 0) {
        LOG.error("The job broke for good", e);
      }
    }
    return stop.getCount() > 0;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
