package com.eventbuspro.localaws.http;

import java.util.Map;
import java.util.Objects;

/**
 * The question put to an {@link Authorizer}.
 *
 * @param caller who wants it
 * @param action IAM action such as {@code kinesis:PutRecord}
 * @param resourceArn what it is done to; {@code *} for actions without a resource
 * @param context condition keys and values, for instance {@code aws:ResourceTag/team}
 */
public record AccessRequest(
    Caller caller, String action, String resourceArn, Map<String, String> context) {
  public AccessRequest {
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(resourceArn, "resourceArn");
    context = Map.copyOf(context);
  }
}
