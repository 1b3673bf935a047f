package com.eventbuspro.platform.publish;

import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** CloudEvents in binary mode: the attributes are headers, the data is the body. */
final class BinaryMode {
  private static final String PREFIX = "ce-";

  private BinaryMode() {}

  /** The attributes in the headers; empty when the request is not in binary mode. */
  static Optional<BinaryAttributes> attributes(HttpServletRequest request) {
    Map<String, String> values = new HashMap<>();
    for (String header : Collections.list(request.getHeaderNames())) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith(PREFIX)) {
        values.put(name.substring(PREFIX.length()), decode(request.getHeader(header)));
      }
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    List<Violation> violations = new ArrayList<>();
    for (String needed : List.of("specversion", "id", "source", "type")) {
      if (values.getOrDefault(needed, "").isEmpty()) {
        String message = "The header ce-" + needed + " is missing";
        violations.add(Violation.of("/" + needed, "BAD_ENVELOPE", message));
      }
    }
    for (String name : values.keySet()) {
      if (!name.matches("[a-z0-9]{1,64}") || name.equals("data") || name.equals("data_base64")) {
        violations.add(
            Violation.of("/" + name, "BAD_ENVELOPE", "'ce-" + name + "' is no attribute's header"));
      }
    }
    if (!violations.isEmpty()) {
      throw new ApiException(
          ProblemCode.MALFORMED_REQUEST,
          "Headers that begin with ce- make this a CloudEvent in binary mode, and not a whole one",
          violations);
    }
    return Optional.of(new BinaryAttributes(values));
  }

  /** Header values are percent-encoded where they are not plain ASCII; a plus is a plus. */
  private static String decode(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
