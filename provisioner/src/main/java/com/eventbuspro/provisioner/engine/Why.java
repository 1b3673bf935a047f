package com.eventbuspro.provisioner.engine;

import java.util.regex.Pattern;

/**
 * Why things are as they are.
 *
 * @param reason one CamelCase word, for machines
 * @param message for people: what is the case, and what to do next
 */
public record Why(String reason, String message) {
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z]*");
  private static final Pattern CONTROL = Pattern.compile("\\p{C}");
  private static final int MAX_MESSAGE = 1000;

  public Why {
    if (!REASON.matcher(reason).matches()) {
      throw new IllegalArgumentException("Not a CamelCase word: '" + reason + "'");
    }
    // Messages quote AWS and users: neither may deceive a terminal or fill a page.
    message = CONTROL.matcher(message).replaceAll("?");
    if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE) + "…";
    }
  }
}
