package com.eventbuspro.localaws;

/**
 * The account's root access key, which may do everything.
 *
 * @param accessKeyId sent with every request
 * @param secretAccessKey signs requests; never sent, never shown by {@link #toString()}
 */
public record RootCredentials(String accessKeyId, String secretAccessKey) {
  public RootCredentials {
    if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
      throw new IllegalArgumentException("Root access key id and secret must not be blank");
    }
  }

  @Override
  public String toString() {
    return "RootCredentials[accessKeyId=" + accessKeyId + "]";
  }
}
