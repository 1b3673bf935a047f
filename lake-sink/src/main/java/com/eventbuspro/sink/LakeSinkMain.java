package com.eventbuspro.sink;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.dataplane.Program;
import com.eventbuspro.dataplane.Stop;
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

  private LakeSinkMain() {}

  /** Runs until told to stop. */
  public static void main(String[] arguments) throws Exception {
    Program.run("The lake sink", arguments, LakeSinkConfig::from, LakeSinkMain::run);
  }

  private static int run(LakeSinkConfig config, Stop stop) throws Exception {
    LakeSink sink = LakeSink.start(config, RemoteFlink.from(System.getenv()));
    stop.whenKilled();
    AtomicBoolean broke = new AtomicBoolean();
    Thread watcher =
        Daemons.named("job-watcher")
            .newThread(
                () -> {
                  if (endedByItself(sink, stop)) {
                    broke.set(true);
                    stop.ask();
                  }
                });
    watcher.start();
    stop.await();
    sink.close();
    return broke.get() ? 1 : 0;
  }

  private static boolean endedByItself(LakeSink sink, Stop stop) {
    try {
      sink.awaitRunning();
      System.out.println("lake-sink ready");
      sink.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | RuntimeException e) {
      if (!stop.isAsked()) {
        LOG.error("The job broke for good", e);
      }
    }
    return !stop.isAsked();
  }
}
