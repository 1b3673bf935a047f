package com.eventbuspro.provisioner;

import com.eventbuspro.provisioner.aws.AwsClients;
import com.eventbuspro.provisioner.engine.Backoff;
import com.eventbuspro.provisioner.engine.EngineSettings;
import com.eventbuspro.provisioner.retention.GuardPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the provisioner paces itself.
 *
 * @param threads how many resources are worked on at once
 * @param poll how often declarations and due resources are looked for when no notification came
 * @param recheck about how often each settled resource is compared with AWS again
 * @param lease how long a run may hold its resource; a dead replica's come free after it
 * @param visibleWithin how long after it was made a thing may stay invisible in AWS
 * @param firstRetry the most to wait after the first failure; doubles with each
 * @param slowestRetry the most to wait after any failure
 * @param awsRateShare the part of AWS's API rates of the account that this process may use: 1 for
 *     one replica, 0.5 for each of two; above 1 only for an AWS without limits
 * @param stopWithin how long a stop waits for runs to end
 * @param metricsPort where Prometheus reads the provisioner's metrics; 0 for nowhere
 * @param metricsHost the address it listens on for that
 * @param retentionGuard whether streams are kept longer than declared while the lake lags, so that
 *     nothing expires unread
 * @param retentionGuardLongest how long the guard may keep a stream at most
 * @param retentionGuardCalm how long the lag must be gone before the guard lets go
 */
@ConfigurationProperties(prefix = "ebp.provisioner", ignoreUnknownFields = false)
public record ProvisionerProperties(
    @DefaultValue("8") int threads,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("5m") Duration recheck,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("10s") Duration visibleWithin,
    @DefaultValue("500ms") Duration firstRetry,
    @DefaultValue("5m") Duration slowestRetry,
    @DefaultValue("1") double awsRateShare,
    @DefaultValue("20s") Duration stopWithin,
    @DefaultValue("9250") int metricsPort,
    @DefaultValue("127.0.0.1") String metricsHost,
    @DefaultValue("on") GuardPolicy.Mode retentionGuard,
    @DefaultValue("8760h") Duration retentionGuardLongest,
    @DefaultValue("6h") Duration retentionGuardCalm) {

  public ProvisionerProperties {
    List<String> wrong = new ArrayList<>();
    check(threads >= 1 && threads <= 64, "threads must be 1 to 64, not " + threads, wrong);
    atLeast("poll", poll, Duration.ofMillis(50), wrong);
    atLeast("recheck", recheck, Duration.ofMillis(100), wrong);
    atLeast("lease", lease, AwsClients.CALL_TIMEOUT.plusSeconds(5), wrong);
    atLeast("visible-within", visibleWithin, Duration.ZERO, wrong);
    atLeast("first-retry", firstRetry, Duration.ofMillis(20), wrong);
    atLeast("slowest-retry", slowestRetry, firstRetry, wrong);
    check(awsRateShare > 0, "aws-rate-share must be above 0, not " + awsRateShare, wrong);
    atLeast("stop-within", stopWithin, Duration.ZERO, wrong);
    check(
        metricsPort >= 0 && metricsPort <= 65535,
        "metrics-port must be 0 to 65535, not " + metricsPort,
        wrong);
    check(
        retentionGuardLongest.compareTo(Duration.ofHours(24)) >= 0
            && retentionGuardLongest.compareTo(GuardPolicy.KINESIS_LONGEST) <= 0,
        "retention-guard-longest must be 24h to 8760h, not " + retentionGuardLongest,
        wrong);
    atLeast("retention-guard-calm", retentionGuardCalm, Duration.ZERO, wrong);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("ebp.provisioner: " + String.join("; ", wrong));
    }
  }

  GuardPolicy guard() {
    return new GuardPolicy(retentionGuard, retentionGuardLongest, retentionGuardCalm);
  }

  EngineSettings engine() {
    return new EngineSettings(lease, visibleWithin, recheck, new Backoff(firstRetry, slowestRetry));
  }

  private static void atLeast(String name, Duration value, Duration least, List<String> wrong) {
    check(
        value.compareTo(least) >= 0, name + " must be at least " + least + ", not " + value, wrong);
  }

  private static void check(boolean right, String message, List<String> wrong) {
    if (!right) {
      wrong.add(message);
    }
  }
}
