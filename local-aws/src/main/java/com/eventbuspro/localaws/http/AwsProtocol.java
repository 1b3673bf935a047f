package com.eventbuspro.localaws.http;

/** The family of wire formats a service speaks; it decides which error codes AWS uses for it. */
public enum AwsProtocol {
  /** {@code X-Amz-Target} with a JSON 1.1 or CBOR 1.1 body: Kinesis. */
  JSON,
  /** Form-encoded {@code Action=…&Version=…} with XML answers: IAM and STS. */
  QUERY
}
