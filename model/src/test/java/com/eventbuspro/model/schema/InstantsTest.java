package com.eventbuspro.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantsTest {

  @Test
  void date_times_agree_with_java_time() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      long second = random.nextLong(-62_167_219_200L, 253_402_300_800L);
      LocalDateTime local =
          LocalDateTime.ofEpochSecond(second, random.nextInt(1_000_000_000), ZoneOffset.UTC);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-17 * 60, 17 * 60) * 60);
      Instant expected = local.toInstant(offset);
      String value = normal(local) + (offset.equals(ZoneOffset.UTC) ? "Z" : offset.getId());
      assertThat(Instants.dateTime(value.toCharArray(), 0, value.length()))
          .as(value)
          .isEqualTo(Instants.micros(expected));
    }
  }

  @Test
  void no_text_breaks_the_parser() {
    Random random = new Random(8);
    String alphabet = "0123456789-:TZ.+tz ";
    for (int i = 0; i < 500_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(32);
      for (int j = 0; j < length; j++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      char[] chars = text.toString().toCharArray();
      Instants.dateTime(chars, 0, length);
      Instants.date(chars, 0, length);
      Instants.timeOfDay(chars, 0, length);
    }
  }

  private static String normal(LocalDateTime local) {
    String fraction = local.getNano() == 0 ? "" : ".%09d".formatted(local.getNano());
    return "%04d-%02d-%02dT%02d:%02d:%02d"
            .formatted(
                local.getYear(),
                local.getMonthValue(),
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond())
        + fraction;
  }
}
