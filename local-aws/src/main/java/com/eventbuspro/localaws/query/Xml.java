package com.eventbuspro.localaws.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Builds the XML of an answer: elements and text, nothing else. */
public final class Xml {
  private final StringBuilder out = new StringBuilder(512);

  /** Adds an element with text. */
  public Xml text(String name, String value) {
    out.append('<').append(name).append('>');
    escape(value);
    out.append("</").append(name).append('>');
    return this;
  }

  /** Adds an element with text when there is some. */
  public Xml text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  /** Adds an element with a number. */
  public Xml number(String name, long value) {
    return text(name, Long.toString(value));
  }

  /** Adds an element with a time, to the second as AWS does. */
  public Xml time(String name, Instant value) {
    return text(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Adds an element that holds what the given code adds. */
  public Xml element(String name, Runnable content) {
    out.append('<').append(name).append('>');
    content.run();
    out.append("</").append(name).append('>');
    return this;
  }

  /** Adds a list: one {@code member} element for each item. */
  public <T> Xml list(String name, Iterable<T> items, BiConsumer<Xml, T> content) {
    return element(
        name, () -> items.forEach(item -> element("member", () -> content.accept(this, item))));
  }

  /** Adds a list of texts. */
  public Xml texts(String name, Iterable<String> items) {
    return element(name, () -> items.forEach(item -> text("member", item)));
  }

  /** Adds tags. */
  public Xml tags(Map<String, String> tags) {
    return list(
        "Tags",
        tags.entrySet(),
        (xml, tag) -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()));
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\n', '\r', '\t' -> out.append("&#").append((int) c).append(';');
        default -> out.append(c < ' ' ? '\uFFFD' : c);
      }
    }
  }

  /** The XML so far. */
  @Override
  public String toString() {
    return out.toString();
  }
}
