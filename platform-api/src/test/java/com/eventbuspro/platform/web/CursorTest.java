package com.eventbuspro.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.platform.problem.ApiException;
import org.junit.jupiter.api.Test;

class CursorTest {

  @Test
  void a_cursor_gives_back_its_key() {
    Cursor cursor = Cursor.of("list", "filter");

    assertThat(cursor.decode(cursor.encode("a.b"))).isEqualTo("a.b");
    assertThat(cursor.number(cursor.encode("42"))).isEqualTo(42);
  }

  @Test
  void a_cursor_of_another_list_or_filter_is_refused() {
    String foreign = Cursor.of("list", "filter").encode("1");

    assertThatThrownBy(() -> Cursor.of("list", "other").decode(foreign))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> Cursor.of("other", "filter").decode(foreign))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void garbage_is_refused() {
    Cursor cursor = Cursor.of("list", "filter");

    assertThatThrownBy(() -> cursor.decode("!!")).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> cursor.decode("")).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> cursor.number(cursor.encode("x"))).isInstanceOf(ApiException.class);
  }
}
