package com.eventbuspro.localaws.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as S3Proxy shall see it: signature and chunking are dealt with, so the headers about
 * them are gone.
 *
 * <p>S3Proxy answers NotImplemented to headers it does not know; those hidden here are the ones
 * that have been honoured already or change nothing on one machine with one account.
 */
final class DecodedRequest extends HttpServletRequestWrapper {
  private static final String CONTENT_SHA256 = "x-amz-content-sha256";
  private static final Set<String> HIDDEN =
      Set.of(
          "authorization",
          "x-amz-security-token",
          "x-amz-expected-bucket-owner",
          "x-amz-source-expected-bucket-owner",
          "x-amz-request-payer",
          "x-amz-optional-object-attributes");

  DecodedRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public @Nullable String getHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(CONTENT_SHA256) && super.getHeader(name) != null) {
      return PayloadStreams.UNSIGNED;
    }
    return HIDDEN.contains(lower) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = getHeader(name);
    if (value == null) {
      return Collections.emptyEnumeration();
    }
    return name.equalsIgnoreCase(CONTENT_SHA256)
        ? Collections.enumeration(List.of(value))
        : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names =
        Collections.list(super.getHeaderNames()).stream()
            .filter(name -> !HIDDEN.contains(name.toLowerCase(Locale.ROOT)))
            .toList();
    return Collections.enumeration(names);
  }
}
