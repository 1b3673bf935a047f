package com.eventbuspro.transform.job;

import java.io.Serializable;

/**
 * What webhooks are signed with. Its text form does not show it.
 *
 * @param value {@code whsec_} and base64, as Standard Webhooks writes it, or any other text, whose
 *     bytes in UTF-8 are the key then
 */
public record WebhookSecret(String value) implements Serializable {
  private static final long serialVersionUID = 1L;

  public WebhookSecret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A webhook's secret cannot be empty");
    }
  }

  @Override
  public String toString() {
    return "WebhookSecret";
  }
}
