package com.eventbuspro.platform.security;

import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.problem.ProblemWriter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Two doors. {@code /api} takes a bearer token with every request and keeps nothing; everything
 * else is the console, with a session, a login form and protection against forged requests.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String CONSOLE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";
  // Swagger UI styles its elements inline; scripts stay ours.
  private static final String SWAGGER_POLICY =
      CONSOLE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
  private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http,
      TokenAuthenticationProvider provider,
      AuthenticationEntryPoint unauthenticated,
      AccessDeniedHandler denied,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
    http.securityMatcher("/api", "/api/**", "/actuator/**")
        .csrf(csrf -> csrf.disable()) // No cookie speaks for anybody here.
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .addFilterBefore(
            new BearerFilter(provider, unauthenticated, failures),
            UsernamePasswordAuthenticationFilter.class)
        .exceptionHandling(
            e -> e.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        "/actuator/health/**",
                        "/api/openapi.json",
                        "/api/openapi.json/swagger-config")
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasAnyRole(Role.ADMIN.name(), Role.AUDITOR.name())
                    .requestMatchers("/api/audit-records")
                    .hasAnyRole(Role.ADMIN.name(), Role.AUDITOR.name())
                    .requestMatchers(HttpMethod.GET, "/api/**")
                    .authenticated()
                    .requestMatchers(HttpMethod.HEAD, "/api/**")
                    .authenticated()
                    .requestMatchers(HttpMethod.POST, "/api/schemas/infer")
                    .authenticated()
                    .requestMatchers("/api/pipelines", "/api/pipelines/**")
                    .hasAnyRole(Role.ADMIN.name(), Role.ENGINEER.name(), Role.SCIENTIST.name())
                    .anyRequest()
                    .hasAnyRole(Role.ADMIN.name(), Role.ENGINEER.name()));
    return secured(http, API_POLICY);
  }

  @Bean
  @Order(2)
  SecurityFilterChain swagger(HttpSecurity http) {
    http.securityMatcher("/swagger-ui.html", "/swagger-ui/**")
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
    return secured(http, SWAGGER_POLICY);
  }

  @Bean
  @Order(3)
  SecurityFilterChain console(HttpSecurity http, TokenAuthenticationProvider provider) {
    http.authenticationProvider(provider)
        .formLogin(login -> login.loginPage("/login").defaultSuccessUrl("/").permitAll())
        .logout(logout -> logout.logoutSuccessUrl("/login?out").permitAll())
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        "/login", "/error", "/assets/**", "/webjars/**", "/favicon.ico")
                    .permitAll()
                    .anyRequest()
                    .authenticated());
    return secured(http, CONSOLE_POLICY);
  }

  private static SecurityFilterChain secured(HttpSecurity http, String policy) {
    return http.headers(
            headers ->
                headers
                    .contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                    .frameOptions(FrameOptionsConfig::deny))
        .build();
  }

  @Bean
  AuthenticationEntryPoint unauthenticated(ProblemWriter problems) {
    return (request, response, e) -> {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"event-bus-pro\"");
      problems.write(
          request,
          response,
          ProblemCode.UNAUTHENTICATED,
          "Send a valid access token: Authorization: Bearer ebp_…");
    };
  }

  @Bean
  RequestRejectedHandler rejected(ProblemWriter problems) {
    return (request, response, e) ->
        problems.write(
            request,
            response,
            ProblemCode.MALFORMED_REQUEST,
            "The URL or a header holds characters that are not taken");
  }
}
