package com.eventbuspro.platform.console;

import com.eventbuspro.platform.PlatformSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in with an access token. Checking it and signing out is Spring Security's. */
@Controller
class SessionPages {
  private final PlatformSettings settings;

  SessionPages(PlatformSettings settings) {
    this.settings = settings;
  }

  @GetMapping("/login")
  String login(
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(required = false) @Nullable String expired,
      @RequestParam(required = false) @Nullable String out,
      Model model) {
    model.addAttribute("refused", error != null);
    model.addAttribute("expired", expired != null);
    model.addAttribute("signedOut", out != null);
    model.addAttribute("demoTokens", settings.demoTokensDirectory());
    return "login";
  }
}
