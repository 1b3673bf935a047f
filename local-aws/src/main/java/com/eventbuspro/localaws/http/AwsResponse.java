package com.eventbuspro.localaws.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The answer to an {@link AwsRequest}.
 *
 * @param status HTTP status
 * @param contentType value of the Content-Type header
 * @param body what is sent; its position and limit are not changed
 */
public record AwsResponse(int status, String contentType, ByteBuffer body) {

  /** An answer with a UTF-8 text body. */
  public static AwsResponse text(int status, String contentType, String body) {
    return new AwsResponse(
        status, contentType, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }
}
