package com.eventbuspro.sink;

import com.eventbuspro.dataplane.testing.ProgramJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Lake sinks in JVMs of their own. */
final class SinkJvm {
  private SinkJvm() {}

  static ProgramJvm start(Map<String, String> settings) throws IOException {
    return start(settings, System.getProperty("java.class.path"));
  }

  /** With a class path as in production, without what tests need. */
  static ProgramJvm asInProduction(Map<String, String> settings) throws IOException {
    return start(settings, ProgramJvm.productionClassPath());
  }

  private static ProgramJvm start(Map<String, String> settings, String classPath)
      throws IOException {
    return ProgramJvm.start(
        LakeSinkMain.class, "lake-sink ready", classPath, List.of("-Xmx256m"), settings);
  }
}
