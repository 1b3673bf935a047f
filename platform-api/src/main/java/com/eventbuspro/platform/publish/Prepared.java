package com.eventbuspro.platform.publish;

import com.eventbuspro.streams.Entry;
import org.jspecify.annotations.Nullable;

/** An event after it was checked. */
sealed interface Prepared {

  /** It may go into the stream. */
  record Ready(String id, Entry entry) implements Prepared {}

  /** It may not. */
  record Refused(@Nullable String id, String code, String pointer, String message)
      implements Prepared {}
}
