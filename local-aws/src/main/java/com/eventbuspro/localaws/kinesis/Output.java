package com.eventbuspro.localaws.kinesis;

import tools.jackson.core.JsonGenerator;

/** Writes the members of an answer; the enclosing object is already begun. */
@FunctionalInterface
interface Output {
  /** The answer of operations that have nothing to say. */
  Output NONE = (out, format) -> {};

  void write(JsonGenerator out, WireFormat format);

  /** About how many bytes will be written; only to size a buffer. */
  default int sizeHint() {
    return 512;
  }
}
