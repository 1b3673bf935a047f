package com.eventbuspro.platform;

import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.kinesis.KinesisStreams;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
}
