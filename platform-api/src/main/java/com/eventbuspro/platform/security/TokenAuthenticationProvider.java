package com.eventbuspro.platform.security;

import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Knows people by their access token, for the API (header) and the console (the login form's
 * password field; its user name does not matter). The principal is a {@link Caller}.
 */
@Component
class TokenAuthenticationProvider implements AuthenticationProvider {
  private final TokenService tokens;

  TokenAuthenticationProvider(TokenService tokens) {
    this.tokens = tokens;
  }

  @Override
  public Authentication authenticate(Authentication claim) {
    String token = String.valueOf(claim.getCredentials()).strip();
    Caller caller =
        tokens.caller(token).orElseThrow(() -> new BadCredentialsException("Not a valid token"));
    return UsernamePasswordAuthenticationToken.authenticated(
        caller, null, List.of(new SimpleGrantedAuthority(caller.role().authority())));
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
