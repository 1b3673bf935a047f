package com.eventbuspro.transform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessNameTest {
  @Test
  void oneThatLivesIsNotGoneAndOneThatDiedIs() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/ns/pid")), "Only Linux tells machines apart");
    String mine = ProcessName.unique();
    assertThat(ProcessName.isGone(mine)).isFalse();
    Process other = new ProcessBuilder("true").start();
    other.waitFor();
    String machine = mine.substring(0, mine.indexOf(' '));
    assertThat(ProcessName.isGone(machine + " " + other.pid() + " x")).isTrue();
  }

  @Test
  void ofAnotherMachineNobodyKnows() {
    assertThat(ProcessName.isGone("elsewhere/pid:[1] 1 x")).isFalse();
    assertThat(ProcessName.isGone("? 999999999 x")).isFalse();
    assertThat(ProcessName.isGone("whatever")).isFalse();
  }

  @Test
  void noTwoAreTheSame() {
    assertThat(ProcessName.unique()).isNotEqualTo(ProcessName.unique());
  }
}
