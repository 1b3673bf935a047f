package com.eventbuspro.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ViewsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource({
    "2, just now",
    "59, 59 s ago",
    "60, 1 min ago",
    "7200, 2 h ago",
    "86400, 1 day ago",
    "864000, 10 days ago",
    "31536000, 12 months ago",
    "94608000, 3 years ago",
    "-300, in 5 min",
  })
  void times_say_how_long_ago(long seconds, String words) {
    When when = When.of(NOW.minus(Duration.ofSeconds(seconds)), NOW);
    assertThat(when.ago()).isEqualTo(words);
    assertThat(when.utc()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void days_without_rows_have_a_bar_as_well() {
    VolumeBars bars = VolumeBars.of(Map.of(LocalDate.parse("2026-03-01"), 2000L), 14, NOW);
    assertThat(bars.bars()).hasSize(14);
    assertThat(bars.bars().get(13).height()).isEqualTo(100);
    assertThat(bars.bars().get(0).tone()).isEqualTo("none");
    assertThat(bars.summary())
        .isEqualTo("2,000 rows in the last 14 days, at most 2,000 on one day");
    assertThat(bars.from()).isEqualTo("2026-02-16");
  }

  @Test
  void changes_are_named_by_their_path() {
    List<JsonChange> changes =
        JsonChange.between(
            JSON.readTree("{\"a\":1,\"b\":{\"c\":\"x\",\"d\":2}}"),
            JSON.readTree("{\"a\":1,\"b\":{\"c\":\"y\"},\"e\":[1]}"));
    assertThat(changes)
        .containsExactly(
            new JsonChange("b.c", "x", "y"),
            new JsonChange("b.d", "2", null),
            new JsonChange("e", null, "[1]"));
    assertThat(JsonChange.between(null, null)).isEmpty();
  }

  @Test
  void rows_show_the_time_first_and_how_they_came_last() {
    RowTable table =
        RowTable.of(
            List.of(
                JSON.readTree(
                    """
                    {"_id":"i","_time":"t","_ingested_at":"n","amount":7,"note":null}""")));
    assertThat(table.columns())
        .extracting(RowTable.Column::name)
        .containsExactly("_time", "amount", "note", "_ingested_at", "_id");
    assertThat(table.rows().get(0).get(1)).isEqualTo(new RowTable.Cell("7", " number"));
    assertThat(table.rows().get(0).get(2).text()).isNull();
  }
}
