package com.eventbuspro.platform.security;

import com.eventbuspro.platform.PlatformSettings;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Writes demo tokens at the start, only where a directory for them is set. */
@Component
class DemoTokens implements ApplicationRunner {
  private final PlatformSettings settings;
  private final TokenService tokens;

  DemoTokens(PlatformSettings settings, TokenService tokens) {
    this.settings = settings;
    this.tokens = tokens;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (settings.demoTokensDirectory() != null) {
      tokens.ensureDemoTokens(settings.demoTokensDirectory());
    }
  }
}
