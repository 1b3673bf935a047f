package com.eventbuspro.localaws.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of an AWS API as it came over the wire.
 *
 * @param service signing name of the service it is meant for: {@code kinesis}, {@code iam}, {@code
 *     sts}
 * @param action operation name such as {@code PutRecords}; empty when the request names none
 * @param method HTTP method
 * @param path raw path, still percent-encoded, as it was signed
 * @param query raw query string without the question mark, or null when there is none
 * @param headers all request headers
 * @param body the whole body; not copied, so it must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // up to 14 MB: copied nowhere, compared nowhere
public record AwsRequest(
    String service,
    String action,
    String method,
    String path,
    @Nullable String query,
    HttpHeaders headers,
    byte[] body) {

  public AwsRequest {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
  }
}
