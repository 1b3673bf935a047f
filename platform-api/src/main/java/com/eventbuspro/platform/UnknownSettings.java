package com.eventbuspro.platform;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which settings are unknown, and where they stand, but not their values, as the framework's
 * own report does: a password under a misspelt name is still a password.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownSettings extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

  @Override
  protected FailureAnalysis analyze(
      Throwable failure, UnboundConfigurationPropertiesException cause) {
    String unknown =
        cause.getUnboundProperties().stream()
            .map(setting -> "    " + setting.getName() + " (" + setting.getOrigin() + ")")
            .collect(Collectors.joining("\n"));
    return new FailureAnalysis(
        "There are no such settings:\n\n" + unknown,
        "Correct their names, or take them away",
        failure);
  }
}
