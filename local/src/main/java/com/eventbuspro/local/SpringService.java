package com.eventbuspro.local;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A Spring service in this JVM, in a context of its own, set up by the same environment variables
 * as in a container.
 */
final class SpringService implements AutoCloseable {
  private static final String ENVIRONMENT =
      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  private final ConfigurableApplicationContext context;

  private SpringService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts a service.
   *
   * @param application its configuration class
   * @param type whether it serves HTTP
   * @param settings environment variables
   */
  static SpringService start(
      Class<?> application, WebApplicationType type, Map<String, String> settings) {
    // Under its usual name, so that Spring reads it exactly as it reads a container's environment.
    Map<String, Object> merged = new HashMap<>(System.getenv());
    merged.keySet().removeIf(name -> name.startsWith("EBP_"));
    merged.putAll(settings);
    PropertySource<?> variables = new SystemEnvironmentPropertySource(ENVIRONMENT, merged);
    SpringApplication spring = new SpringApplication(application);
    spring.setWebApplicationType(type);
    spring.setBannerMode(Banner.Mode.OFF);
    spring.setLogStartupInfo(false);
    // The launcher stops its parts in order; Spring's own hook would not.
    spring.setRegisterShutdownHook(false);
    spring.addInitializers(
        context -> context.getEnvironment().getPropertySources().replace(ENVIRONMENT, variables));
    return new SpringService(spring.run());
  }

  @Override
  public void close() {
    context.close();
  }
}
