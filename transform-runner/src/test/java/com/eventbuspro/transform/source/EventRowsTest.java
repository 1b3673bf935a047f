package com.eventbuspro.transform.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.table.LakeSchemas;
import com.eventbuspro.lake.table.TableColumns;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.CloudEvents;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.transform.source.EventRows.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.Schema;
import org.junit.jupiter.api.Test;

class EventRowsTest {
  private static final EventTypeName NAME = EventTypeName.parse("tests.counted");
  private static final Instant KNOWN_AS_OF = Instant.parse("2001-01-01T00:00:10Z");
  private final EventRows rows = rows();

  @Test
  void aVersionThatWasNeverRegisteredMakesARecordNoRow() {
    assertThat(outcome(7, KNOWN_AS_OF.minusSeconds(3))).isEqualTo(new Outcome.Rejected());
  }

  @Test
  void aVersionThatMayHaveBeenRegisteredSinceIsAskedFor() {
    assertThat(outcome(7, KNOWN_AS_OF.plusSeconds(60))).isEqualTo(new Outcome.UnknownVersion(7));
    assertThat(outcome(7, KNOWN_AS_OF.minusSeconds(2))).isEqualTo(new Outcome.UnknownVersion(7));
  }

  @Test
  void aVersionThatIsKnownMakesARow() {
    assertThat(outcome(1, KNOWN_AS_OF.minusSeconds(3))).isInstanceOf(Outcome.Kept.class);
  }

  private Outcome outcome(int version, Instant arrival) {
    byte[] data =
        CloudEvents.structured(
            new CloudEvents.Attributes("1", "/tests", NAME, arrival, version),
            "{\"number\": 1}".getBytes(StandardCharsets.UTF_8));
    return rows.outcome(new ShardId("shard-0"), new StreamRecord("1", arrival, "key", data));
  }

  private static EventRows rows() {
    List<EventSchema> versions =
        List.of(
            EventSchema.parse(
                1,
                "{\"type\": \"object\", \"properties\": {\"number\": {\"type\": \"integer\"}}}"));
    Schema columns = LakeSchemas.eventTable(TableColumns.of(versions)).select("number");
    return new EventRows(
        NAME,
        versions,
        KNOWN_AS_OF,
        null,
        columns,
        Narrowing.of(columns.columns(), columns.columns()));
  }
}
