package com.eventbuspro.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Reads {@code Authorization: Bearer ebp_…}. A token that is sent must be valid. */
final class BearerFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  private final AuthenticationProvider provider;
  private final AuthenticationEntryPoint refusal;
  private final HandlerExceptionResolver failures;

  BearerFilter(
      AuthenticationProvider provider,
      AuthenticationEntryPoint refusal,
      HandlerExceptionResolver failures) {
    this.provider = provider;
    this.refusal = refusal;
    this.failures = failures;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      chain.doFilter(request, response);
      return;
    }
    try {
      SecurityContext context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          provider.authenticate(
              UsernamePasswordAuthenticationToken.unauthenticated("", token(header))));
      SecurityContextHolder.setContext(context);
    } catch (AuthenticationException e) {
      refusal.commence(request, response, e);
      return;
    } catch (RuntimeException e) {
      // The database is asked here first: when it is away, callers are told so as by any
      // controller.
      if (failures.resolveException(request, response, null, e) == null) {
        throw e;
      }
      return;
    }
    chain.doFilter(request, response);
  }

  private static String token(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length())
        : "";
  }
}
