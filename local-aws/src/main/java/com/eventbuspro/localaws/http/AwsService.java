package com.eventbuspro.localaws.http;

/** One AWS service behind the front door. Must be safe for use by many threads. */
public interface AwsService {
  /** Signing name: {@code kinesis}, {@code iam}, {@code sts}. */
  String name();

  /** The wire format family, which decides how {@link AuthFailure}s are coded. */
  AwsProtocol protocol();

  /**
   * Does what the request asks for an authenticated caller; checks itself whether the caller may.
   *
   * @throws AwsException for everything AWS would refuse; the front door renders it with {@link
   *     #failure}
   */
  AwsResponse handle(AwsRequest request, Caller caller);

  /** Renders an error in the format the request's client understands. */
  AwsResponse failure(AwsRequest request, AwsException error, String requestId);
}
