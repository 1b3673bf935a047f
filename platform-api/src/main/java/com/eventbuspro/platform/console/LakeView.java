package com.eventbuspro.platform.console;

import org.jspecify.annotations.Nullable;

/**
 * An answer of the lake, or why there is none.
 *
 * @param status whether there is an answer
 * @param content the answer; null when there is none
 */
record LakeView<T>(Status status, @Nullable T content) {
  /** Whether the lake answered. */
  enum Status {
    ANSWERED,
    /** The table does not exist yet. */
    NO_TABLE,
    /** The lake is away. */
    AWAY
  }

  static <T> LakeView<T> of(T content) {
    return new LakeView<>(Status.ANSWERED, content);
  }

  static <T> LakeView<T> missing() {
    return new LakeView<>(Status.NO_TABLE, null);
  }

  static <T> LakeView<T> away() {
    return new LakeView<>(Status.AWAY, null);
  }

  /** Changes when something worth showing does; passing time is not. */
  String fingerprint() {
    return status + "-" + (content == null ? "" : Integer.toHexString(content.hashCode()));
  }
}
