package com.eventbuspro.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaUriTest {
  private static final SchemaUri URI =
      new SchemaUri(EventTypeName.parse("payments.card_settled"), 12);

  @Test
  void what_is_written_is_read() {
    assertThat(URI).hasToString("/event-types/payments.card_settled/schemas/12");
    assertThat(SchemaUri.parse(URI.toString())).contains(URI);
    assertThat(SchemaUri.parse("https://bus.example.com/api" + URI)).contains(URI);
    assertThat(SchemaUri.parse("event-types/payments.card_settled/schemas/12")).contains(URI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/event-types/payments.card_settled/schemas/0",
        "/event-types/payments.card_settled/schemas/-1",
        "/event-types/payments.card_settled/schemas/1234567890",
        "/event-types/payments.card_settled/schemas/1/",
        "/event-types/payments/schemas/1",
        "/my-event-types/payments.card_settled/schemas/1",
        "/event-types/Payments.card/schemas/1"
      })
  void anything_else_is_not(String uri) {
    assertThat(SchemaUri.parse(uri)).isEmpty();
  }
}
