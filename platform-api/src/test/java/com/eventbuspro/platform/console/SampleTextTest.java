package com.eventbuspro.platform.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.InvalidInputException;
import org.junit.jupiter.api.Test;

class SampleTextTest {

  @Test
  void lines_arrays_and_indented_objects_are_events_one_by_one() {
    assertThat(SampleText.split("{\"a\":1}\n{\"a\":2}")).containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(SampleText.split("[{\"a\":1},\n {\"a\":2}]"))
        .containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(SampleText.split("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}")).hasSize(2);
    assertThat(SampleText.split("  ")).isEmpty();
  }

  @Test
  void numbers_keep_their_digits() {
    assertThat(SampleText.split("{\"a\":0.10000000000000000001}").get(0))
        .contains("0.10000000000000000001");
  }

  @Test
  void what_is_not_json_is_refused_with_the_line() {
    assertThatThrownBy(() -> SampleText.split("{\"a\":1}\n{\"a\":\noops}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Event 2 is not JSON")
        .hasMessageContaining("line 3");
  }
}
