package com.eventbuspro.localaws.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a raw query string, decoded, in the order sent. */
record QueryParameters(List<Parameter> all) {

  record Parameter(String name, String value) {}

  static QueryParameters parse(@Nullable String raw) {
    List<Parameter> parameters = new ArrayList<>();
    if (raw != null && !raw.isEmpty()) {
      for (String part : raw.split("&")) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        parameters.add(new Parameter(UriText.decode(name), UriText.decode(value)));
      }
    }
    return new QueryParameters(parameters);
  }

  @Nullable String first(String name) {
    for (Parameter parameter : all) {
      if (parameter.name.equals(name)) {
        return parameter.value;
      }
    }
    return null;
  }

  /**
   * The canonical query string: encoded, sorted by name, then by value; without the signature
   * itself.
   */
  String canonical() {
    if (all.isEmpty()) {
      return "";
    }
    List<Parameter> sorted = new ArrayList<>();
    for (Parameter parameter : all) {
      if (!parameter.name.equals("X-Amz-Signature")) {
        sorted.add(new Parameter(UriText.encode(parameter.name), UriText.encode(parameter.value)));
      }
    }
    sorted.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
    StringBuilder out = new StringBuilder();
    for (Parameter parameter : sorted) {
      out.append(out.isEmpty() ? "" : "&")
          .append(parameter.name)
          .append('=')
          .append(parameter.value);
    }
    return out.toString();
  }
}
