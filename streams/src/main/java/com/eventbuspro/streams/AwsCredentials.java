package com.eventbuspro.streams;

import java.io.Serializable;

/** Who we are to AWS. */
public sealed interface AwsCredentials extends Serializable {

  /** A fixed pair. Its text form does not show the secret. */
  record Static(String accessKeyId, String secretAccessKey) implements AwsCredentials {
    public Static {
      if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
        throw new IllegalArgumentException(
            "Static AWS credentials need an access key id and a secret access key");
      }
    }

    @Override
    public String toString() {
      return "Static[accessKeyId=" + accessKeyId + "]";
    }
  }

  /** What the AWS SDK finds: environment, profile, container or instance role. */
  record DefaultChain() implements AwsCredentials {}
}
