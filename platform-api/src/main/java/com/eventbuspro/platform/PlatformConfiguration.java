package com.eventbuspro.platform;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.kinesis.KinesisStreams;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What the platform gets from outside itself: the time, and the streams. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Streams streams(PlatformSettings settings) {
    return KinesisStreams.connect(settings.aws().connection());
  }

  /**
   * Opened when the first rows are asked for, so that a lake in trouble does not stop the start.
   */
  @Bean(destroyMethod = "close")
  @Lazy
  @ConditionalOnMissingBean
  LakeCatalog lakeCatalog(PlatformSettings settings) {
    return LakeCatalog.open(settings.lakeConfig());
  }
}
