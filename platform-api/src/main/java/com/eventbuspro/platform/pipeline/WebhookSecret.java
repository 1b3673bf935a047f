package com.eventbuspro.platform.pipeline;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a webhook's requests are signed with: {@code whsec_} and 256 random bits in base64, as
 * Standard Webhooks has it. Its text form hides it.
 *
 * @param value the secret
 */
record WebhookSecret(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static WebhookSecret random() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new WebhookSecret("whsec_" + Base64.getEncoder().encodeToString(bits));
  }

  @Override
  public String toString() {
    return "whsec_…";
  }
}
