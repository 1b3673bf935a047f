package com.eventbuspro.transform.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RejectionsTest {
  private static final Rejections REJECTIONS =
      new Rejections(
          () -> {
            throw new IllegalStateException("Nothing is kept here");
          },
          "orders",
          1);

  @Test
  void whatIsShortAndPlainIsKeptAsItIs() {
    RejectedEvent event = event("shop.ordered", "1234", "Too large");

    assertThat(event.eventType()).isEqualTo("shop.ordered");
    assertThat(event.sequence()).isEqualTo("1234");
    assertThat(event.message()).isEqualTo("Too large");
  }

  @Test
  void whatNoKeyOfADatabaseHoldsIsKeptByItsHash() {
    String url = "https://example.com/" + "x".repeat(1_900);
    RejectedEvent one = event(url + "1", "a".repeat(3_000), "A " + "long ".repeat(500));
    RejectedEvent other = event(url + "2", "a".repeat(3_001), "");

    assertThat(one.eventType()).startsWith("https://example.com/x").hasSizeLessThan(300);
    assertThat(one.sequence()).matches("[0-9a-f]{64}");
    assertThat(one.message()).hasSizeLessThan(1_010);
    assertThat(other.eventType()).isNotEqualTo(one.eventType());
    assertThat(other.sequence()).isNotEqualTo(one.sequence());
  }

  @Test
  void noTextHasTheCharacterThatPostgresHasNot() {
    RejectedEvent event = event("shop\0ordered", "12\0", "Not \0 a number");

    assertThat(List.of(event.eventType(), event.shard(), event.sequence(), event.message()))
        .noneMatch(text -> text.contains("\0"));
    assertThat(event.message()).isEqualTo("Not   a number");
    assertThat(event.sequence()).isNotEqualTo(event("shop\0ordered", "12 ", "").sequence());
  }

  private static RejectedEvent event(String source, String sequence, String message) {
    return REJECTIONS.event(source, "shard-0", sequence, new ArithmeticException(message));
  }
}
