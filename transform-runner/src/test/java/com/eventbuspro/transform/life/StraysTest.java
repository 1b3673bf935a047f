package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.transform.engine.Engine;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;

class StraysTest {
  private final JobID recorded = new JobID();
  private final JobID stray = new JobID();
  private final JobID ended = new JobID();
  private final JobID ofOthers = new JobID();
  private final Set<JobID> cancelled = new HashSet<>();

  @Test
  void onlyJobsOfOursThatRunAndThatNobodyHasOnRecordEnd() {
    new Strays(engine(), () -> Set.of(recorded)).end();
    assertThat(cancelled).containsExactly(stray);
  }

  private Engine engine() {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "jobs" ->
                      Map.of(
                          recorded, JobStatus.RUNNING,
                          stray, JobStatus.RUNNING,
                          ended, JobStatus.CANCELED,
                          ofOthers, JobStatus.RUNNING);
                  case "isOurs" -> !arguments[0].equals(ofOthers);
                  case "cancel" -> {
                    cancelled.add((JobID) arguments[0]);
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
