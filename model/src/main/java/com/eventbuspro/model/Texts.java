package com.eventbuspro.model;

/** How text from outside is shown in messages: short, and without characters that could deceive. */
public final class Texts {
  private static final int MAX_SHOWN = 80;

  private Texts() {}

  /** At most 80 characters of the text, control characters replaced by {@code ?}. */
  public static String abbreviate(String text) {
    String head = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    return head.replaceAll("\\p{C}", "?");
  }
}
