package com.eventbuspro.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DifferencesTest {
  @Test
  void namesEachPlaceThatDiffers() {
    assertThat(
            Differences.between(
                json("{\"shards\":2,\"tags\":{\"a/b\":\"x\",\"c\":\"y\"},\"list\":[1,2]}"),
                json("{\"shards\":1,\"tags\":{\"c\":\"y\"},\"list\":[2,1]}")))
        .containsExactly(
            new Difference("/shards", json("2"), json("1")),
            new Difference("/tags/a~1b", json("\"x\""), json("null")),
            new Difference("/list", json("[1,2]"), json("[2,1]")));
  }

  @Test
  void whatNobodyDeclaredIsNoDifference() {
    assertThat(
            Differences.between(
                json("{\"tags\":{\"a\":\"x\"}}"),
                json("{\"tags\":{\"a\":\"x\",\"cost\":\"7\"},\"more\":1}")))
        .isEmpty();
  }

  @Test
  void numbersAreComparedByValue() {
    assertThat(Differences.between(json("{\"n\":1}"), json("{\"n\":1.0}"))).isEmpty();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
