package com.eventbuspro.provisioner;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The provisioner as a service of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ProvisionerConfiguration.class)
public class ProvisionerApplication {

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) {
    new SpringApplicationBuilder(ProvisionerApplication.class)
        .web(WebApplicationType.NONE)
        .run(arguments);
  }
}
