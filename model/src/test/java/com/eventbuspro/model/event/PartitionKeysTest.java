package com.eventbuspro.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionKeysTest {

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/a     | {'b':{'a':'no'},'a':'yes'} | yes",
        "/a     | {'a':7}                    | 7",
        "/a     | {'a':1.50}                 | 1.50",
        "/a     | {'a':true}                 | true",
        "/b/c   | {'b':{'x':1,'c':'deep'}}   | deep",
        "/b/1   | {'b':[0,'second']}         | second",
        "/a~1b  | {'a/b':'slash'}            | slash",
      })
  void the_value_at_the_pointer_is_the_key(String pointer, String data, String key) {
    PartitionKeys.check(pointer);
    assertThat(PartitionKeys.find(pointer, data.replace('\'', '"').getBytes(UTF_8))).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'a':null}", "{'a':{}}", "{'a':[]}", "{'a':''}", "[]", "{'a':", ""})
  void there_is_no_key_without_a_plain_value(String data) {
    assertThat(PartitionKeys.find("/a", data.replace('\'', '"').getBytes(UTF_8))).isEmpty();
  }

  @Test
  void long_values_become_short_ones() {
    String data = "{\"a\":\"" + "x".repeat(300) + "\"}";
    assertThat(PartitionKeys.find("/a", data.getBytes(UTF_8)).orElseThrow()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "origin/x"})
  void what_is_no_pointer_is_refused(String pointer) {
    assertThatThrownBy(() -> PartitionKeys.check(pointer))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("JSON Pointer");
  }
}
