package com.eventbuspro.sink;

import com.eventbuspro.dataplane.flink.FlinkAddress;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A Flink cluster that runs the job in place of the one in this JVM.
 *
 * @param address its REST endpoint
 * @param onStop what becomes of the job when the launcher is told to stop
 */
record RemoteFlink(URI address, OnStop onStop) {
  /** What becomes of the job when the launcher is told to stop. */
  enum OnStop {
    /** It goes on: a launcher may be replaced at any time. */
    LEAVE,
    /** It is cancelled. What it had not committed is read again by whoever comes next. */
    CANCEL
  }

  RemoteFlink {
    Objects.requireNonNull(onStop, "onStop");
    FlinkAddress.checked("EBP_SINK_FLINK_ADDRESS", address);
  }

  /**
   * The cluster that the environment variables name, if they name one; {@link LakeSinkConfig#from}
   * tells what is wrong with them.
   */
  static Optional<RemoteFlink> from(Map<String, String> variables) {
    return new LakeSinkSettings(variables).remoteFlink();
  }
}
