package com.eventbuspro.platform.migration;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/**
 * Migrates the database while the other services use it. A migration that changes a table needs it
 * alone: PostgreSQL may end it to undo a deadlock with a reader, and while it waits behind a slow
 * reader, everybody else waits behind it. So it waits briefly, and is tried again: each migration
 * is one transaction, and what was ended has changed nothing.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationConfiguration.class);
  private static final String DEADLOCK_DETECTED = "40P01";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Set<String> IN_THE_WAY = Set.of(DEADLOCK_DETECTED, LOCK_NOT_AVAILABLE);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Bean
  FlywayConfigurationCustomizer briefLocks() {
    return configuration -> configuration.initSql("SET lock_timeout = '2s'");
  }

  @Bean
  FlywayMigrationStrategy untilNobodyIsInTheWay() {
    RetryTemplate again =
        new RetryTemplate(
            RetryPolicy.builder()
                .predicate(MigrationConfiguration::somebodyInTheWay)
                .maxRetries(Long.MAX_VALUE)
                .timeout(PATIENCE)
                .delay(Duration.ofMillis(200))
                .jitter(Duration.ofMillis(100))
                .multiplier(2)
                .maxDelay(Duration.ofSeconds(5))
                .build());
    again.setRetryListener(new Warn());
    return flyway -> migrate(flyway, again);
  }

  private static void migrate(Flyway flyway, RetryTemplate again) {
    try {
      again.<Object>execute(flyway::migrate);
    } catch (RetryException e) {
      if (!somebodyInTheWay(e.getCause()) && e.getCause() instanceof FlywayException broken) {
        throw broken;
      }
      throw new IllegalStateException(
          "The database cannot be migrated: others hold what it needs, for %d minutes now. Look for them with SELECT * FROM pg_stat_activity, and start again. Nothing is half done."
              .formatted(PATIENCE.toMinutes()),
          e.getCause());
    }
  }

  private static boolean somebodyInTheWay(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && IN_THE_WAY.contains(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static final class Warn implements RetryListener {
    @Override
    public void beforeRetry(RetryPolicy policy, Retryable<?> migration, RetryState state) {
      LOG.warn(
          "A migration of the database gave way to others who use it; it is tried again. {}",
          NestedExceptionUtils.getMostSpecificCause(state.getLastException()).getMessage());
    }
  }
}
