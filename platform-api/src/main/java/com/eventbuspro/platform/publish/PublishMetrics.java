package com.eventbuspro.platform.publish;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.publish.PublishedItem.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Counts what became of published events, by event type; none that is not registered. */
@Component
class PublishMetrics {
  private final MeterRegistry registry;
  private final Timer duration;

  PublishMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.duration =
        Timer.builder("event_bus.publish.duration")
            .description("How long publish requests took that were let in")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30))
            .register(registry);
  }

  /** A publish came to this, however it ended. */
  void published(EventTypeName eventType, PublishLog log, Duration took) {
    count(eventType, "accepted", log.count(Status.ACCEPTED));
    count(eventType, "rejected", log.count(Status.REJECTED));
    count(eventType, "unknown", log.count(Status.UNKNOWN));
    Counter.builder("event_bus.publish.accepted")
        .description("Bytes of the records that are in the stream")
        .baseUnit("bytes")
        .tag("event_type", eventType.toString())
        .register(registry)
        .increment(log.acceptedBytes());
    duration.record(took);
  }

  private void count(EventTypeName eventType, String result, int events) {
    Counter.builder("event_bus.publish.events")
        .description("Published events by what became of them")
        .tag("event_type", eventType.toString())
        .tag("result", result)
        .register(registry)
        .increment(events);
  }
}
