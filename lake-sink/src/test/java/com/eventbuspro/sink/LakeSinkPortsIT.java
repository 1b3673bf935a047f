package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.eventbuspro.dataplane.testing.ProgramJvm;
import com.eventbuspro.model.EventTypeName;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded Flink asks nobody who they are, so nobody beyond this machine may reach it. */
class LakeSinkPortsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void nothingBeyondThisMachineCanConnect(@TempDir Path directory) throws Exception {
    assumeTrue(ListeningSockets.areTold(), "Only Linux tells where a process listens");
    try (World world = new World(directory);
        ProgramJvm sink = SinkJvm.start(world.settings("sink"))) {
      sink.awaitReady();
      EventTypeName type = world.register("tests.listening", LakeSinkIT.SCHEMA, 1);
      world.publish(type, "k", "{\"number\": 1}");
      await().atMost(PATIENCE).until(() -> !world.rows(type).isEmpty());

      List<InetAddress> addresses = ListeningSockets.of(sink.pid());

      assertThat(addresses).as("Flink's own servers").isNotEmpty();
      assertThat(addresses).allMatch(InetAddress::isLoopbackAddress);
    }
  }
}
