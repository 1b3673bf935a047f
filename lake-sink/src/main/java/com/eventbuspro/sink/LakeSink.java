package com.eventbuspro.sink;

import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The running job, as who started it sees it. */
interface LakeSink extends AutoCloseable {
  /** Starts the job where the settings say; see {@link #awaitRunning}. */
  static LakeSink start(LakeSinkConfig config, Optional<RemoteFlink> flink) throws Exception {
    return flink.isPresent() ? RemoteSink.start(config, flink.get()) : EmbeddedSink.start(config);
  }

  /** Waits until the job runs. */
  void awaitRunning() throws InterruptedException, ExecutionException;

  /** Waits until the job ended, which it does not by itself unless something broke for good. */
  void awaitEnd() throws InterruptedException, ExecutionException;

  /** Lets go of the job; what becomes of it is told by the implementation. */
  @Override
  void close();
}
