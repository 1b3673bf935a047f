package com.eventbuspro.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.PropertySource;

/**
 * REST, console and PostgreSQL. May be one of several sources of one Spring application: nothing in
 * it looks outside its own package.
 */
@SpringBootApplication
@EnableConfigurationProperties(PlatformSettings.class)
@PropertySource("classpath:/com/eventbuspro/platform/platform.properties")
public class PlatformApplication {

  /** Starts the platform alone. */
  public static void main(String[] arguments) {
    SpringApplication.run(PlatformApplication.class, arguments);
  }
}
