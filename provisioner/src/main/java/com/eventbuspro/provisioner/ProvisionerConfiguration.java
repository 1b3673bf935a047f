package com.eventbuspro.provisioner;

import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.model.Environment;
import com.eventbuspro.provisioner.aws.AwsClients;
import com.eventbuspro.provisioner.bucket.BucketKind;
import com.eventbuspro.provisioner.declaration.Declarations;
import com.eventbuspro.provisioner.declaration.Names;
import com.eventbuspro.provisioner.declaration.Planner;
import com.eventbuspro.provisioner.engine.Engine;
import com.eventbuspro.provisioner.engine.ResourceKind;
import com.eventbuspro.provisioner.retention.RetentionGuard;
import com.eventbuspro.provisioner.role.RoleKind;
import com.eventbuspro.provisioner.stream.StreamKind;
import com.eventbuspro.provisioner.table.TableKind;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The provisioner as one bean, on the application's {@code DataSource}; it may share an application
 * with others. Everything else is made by hand here, so that no bean of one service is taken for
 * another's.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProvisionerProperties.class, InstallationSettings.class})
public class ProvisionerConfiguration {

  @Bean
  Provisioner provisioner(
      DataSource dataSource,
      ProvisionerProperties properties,
      InstallationSettings settings,
      org.springframework.core.env.Environment configuration) {
    Clock clock = Clock.systemUTC();
    JdbcClient jdbc = JdbcClient.create(dataSource);
    TransactionTemplate transactions =
        new TransactionTemplate(new JdbcTransactionManager(dataSource));
    Names names = new Names(settings.environmentName());
    Cloud cloud = Cloud.connect(settings, lakeConfig(settings, configuration));
    RetentionGuard guard = new RetentionGuard(jdbc, transactions, properties.guard(), clock);
    PrometheusRegistry registry = new PrometheusRegistry();
    Engine engine =
        new Engine(
            kinds(settings, cloud, jdbc, guard),
            new AwsRates(properties.awsRateShare(), clock).all(),
            jdbc,
            transactions,
            properties.engine(),
            clock,
            new SecureRandom(),
            new ProvisionerMetrics(registry));
    Planner planner = new Planner(jdbc, transactions, names, settings.lakeBucket(), clock);
    MetricsEndpoint metrics =
        MetricsEndpoint.open(registry, properties.metricsHost(), properties.metricsPort());
    return new Provisioner(
        dataSource,
        engine,
        planner,
        guard,
        properties,
        clock,
        () -> {
          metrics.close();
          cloud.close();
        });
  }

  private static List<ResourceKind<?>> kinds(
      InstallationSettings settings, Cloud cloud, JdbcClient jdbc, RetentionGuard guard) {
    Environment environment = settings.environmentName();
    Declarations declarations = new Declarations(jdbc);
    AwsClients aws = cloud.aws();
    return List.of(
        new BucketKind(aws.objectStore(), environment, aws.account()),
        new StreamKind(cloud.streams(), declarations, guard, environment),
        new TableKind(cloud::tables, declarations),
        new RoleKind(
            aws.access(), aws.account(), declarations, environment, settings.aws().region()));
  }

  private static LakeConfig lakeConfig(
      InstallationSettings settings, org.springframework.core.env.Environment configuration) {
    return settings.lakeConfig(
        new InstallationSettings.Database(
            configuration.getProperty("spring.datasource.url", ""),
            configuration.getProperty("spring.datasource.username", ""),
            configuration.getProperty("spring.datasource.password", "")));
  }
}
