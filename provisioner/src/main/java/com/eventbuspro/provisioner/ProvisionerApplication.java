package com.eventbuspro.provisioner;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The provisioner as a service of its own. It names what it configures, so that nothing else on the
 * class path of a shared JVM (a web server, migrations) is started with it.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(DataSourceAutoConfiguration.class)
@Import(ProvisionerConfiguration.class)
@PropertySource("classpath:/com/eventbuspro/provisioner/provisioner.properties")
public class ProvisionerApplication {

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) {
    new SpringApplicationBuilder(ProvisionerApplication.class)
        .web(WebApplicationType.NONE)
        .run(arguments);
  }
}
