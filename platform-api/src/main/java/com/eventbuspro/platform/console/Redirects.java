package com.eventbuspro.platform.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.RequestContextUtils;

/** Sends people on to a page, with something that is to be shown there once. */
final class Redirects {
  private Redirects() {}

  /**
   * What a handler returns.
   *
   * @param target the page
   * @param shown by name, shown there once
   * @param htmx the header HX-Request: null for a plain form
   */
  static Object to(
      String target,
      Map<String, String> shown,
      @Nullable String htmx,
      HttpServletRequest request,
      HttpServletResponse response) {
    RequestContextUtils.getOutputFlashMap(request).putAll(shown);
    if (htmx == null) {
      return "redirect:" + target;
    }
    RequestContextUtils.saveOutputFlashMap(target, request, response);
    return ResponseEntity.noContent().header("HX-Redirect", target).build();
  }
}
