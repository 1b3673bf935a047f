package com.eventbuspro.model.event;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.Named;

/** The streaming parser, with the limits that every record is held to. */
final class Json {
  /** Objects and arrays around a value, the envelope and undeclared properties included. */
  static final int MAX_NESTING = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // JSON between systems is UTF-8 (RFC 8259); what is kept is cut out by byte offsets.
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(1_000)
                  .maxNameLength(10_000)
                  .maxStringLength(EventDecoder.MAX_BYTES)
                  .build())
          .build();

  private Json() {}

  static JsonParser parser(byte[] json, int from, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), json, from, length);
  }

  /** A matcher that answers with a name's place: first the names, then the markers. */
  static PropertyNameMatcher matcher(String[] names, List<String> markers) {
    List<Named> all = new ArrayList<>(names.length + markers.size());
    for (String name : names) {
      all.add(Named.fromString(name));
    }
    markers.forEach(marker -> all.add(Named.fromString(marker)));
    return FACTORY.constructNameMatcher(all, false);
  }
}
