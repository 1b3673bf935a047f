package com.eventbuspro.localaws;

import com.eventbuspro.localaws.http.Faults;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Settings of a {@link LocalAws}; start from {@link #in(Path)} and change what differs.
 *
 * @param dataDirectory where everything is kept; made when missing
 * @param address what to listen on; loopback unless you mean it
 * @param port for Kinesis, IAM and STS; 0 for any
 * @param s3Port for S3; 0 for any
 * @param accountId twelve digits
 * @param region for instance {@code us-east-1}
 * @param root the credentials that may do everything
 * @param kinesisLimits whether throughput and API rate limits are enforced
 * @param kinesisTimings durations of transitional stream states
 * @param durability what an acknowledged record has survived
 * @param faults injected faults; shared with the running server
 * @param clock time as all services see it
 */
public record LocalAwsConfig(
    Path dataDirectory,
    InetAddress address,
    int port,
    int s3Port,
    String accountId,
    String region,
    RootCredentials root,
    KinesisLimits kinesisLimits,
    KinesisTimings kinesisTimings,
    Durability durability,
    Faults faults,
    Clock clock) {

  public LocalAwsConfig {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    Objects.requireNonNull(address, "address");
    requirePort("port", port);
    requirePort("s3Port", s3Port);
    if (!accountId.matches("[0-9]{12}")) {
      throw new IllegalArgumentException(
          "Account id must be twelve digits, not '" + accountId + "'");
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("'" + region + "' is no AWS region name");
    }
    Objects.requireNonNull(root, "root");
    Objects.requireNonNull(kinesisLimits, "kinesisLimits");
    Objects.requireNonNull(kinesisTimings, "kinesisTimings");
    Objects.requireNonNull(durability, "durability");
    Objects.requireNonNull(faults, "faults");
    Objects.requireNonNull(clock, "clock");
  }

  /**
   * The defaults: loopback, ports 4566 and 4567, LocalStack's account and credentials, no limits.
   */
  public static LocalAwsConfig in(Path dataDirectory) {
    return new LocalAwsConfig(
        dataDirectory,
        InetAddress.getLoopbackAddress(),
        4566,
        4567,
        "000000000000",
        "us-east-1",
        new RootCredentials("test", "test"),
        KinesisLimits.OFF,
        KinesisTimings.all(Duration.ZERO),
        Durability.PROCESS_CRASH,
        new Faults(),
        Clock.systemUTC());
  }

  /** A copy that listens on other ports; 0 takes any free one. */
  public LocalAwsConfig withPorts(int newPort, int newS3Port) {
    return with(
        to -> {
          to.port = newPort;
          to.s3Port = newS3Port;
        });
  }

  /** A copy that listens on another address. */
  public LocalAwsConfig withAddress(InetAddress newAddress) {
    return with(to -> to.address = newAddress);
  }

  /** A copy for another account and region. */
  public LocalAwsConfig withAccount(String newAccountId, String newRegion) {
    return with(
        to -> {
          to.accountId = newAccountId;
          to.region = newRegion;
        });
  }

  /** A copy with other root credentials. */
  public LocalAwsConfig withRoot(RootCredentials newRoot) {
    return with(to -> to.root = newRoot);
  }

  /** A copy that enforces limits or does not. */
  public LocalAwsConfig withKinesisLimits(KinesisLimits newLimits) {
    return with(to -> to.kinesisLimits = newLimits);
  }

  /** A copy with other durations of transitional stream states. */
  public LocalAwsConfig withKinesisTimings(KinesisTimings newTimings) {
    return with(to -> to.kinesisTimings = newTimings);
  }

  /** A copy with another promise to writers. */
  public LocalAwsConfig withDurability(Durability newDurability) {
    return with(to -> to.durability = newDurability);
  }

  /** A copy that shares its faults with the given object. */
  public LocalAwsConfig withFaults(Faults newFaults) {
    return with(to -> to.faults = newFaults);
  }

  /** A copy that reads time from another clock. */
  public LocalAwsConfig withClock(Clock newClock) {
    return with(to -> to.clock = newClock);
  }

  private LocalAwsConfig with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(name + " must be between 0 and 65535, not " + port);
    }
  }

  /** What a copy is made from. */
  private static final class Draft {
    private final Path dataDirectory;
    private InetAddress address;
    private int port;
    private int s3Port;
    private String accountId;
    private String region;
    private RootCredentials root;
    private KinesisLimits kinesisLimits;
    private KinesisTimings kinesisTimings;
    private Durability durability;
    private Faults faults;
    private Clock clock;

    Draft(LocalAwsConfig from) {
      dataDirectory = from.dataDirectory;
      address = from.address;
      port = from.port;
      s3Port = from.s3Port;
      accountId = from.accountId;
      region = from.region;
      root = from.root;
      kinesisLimits = from.kinesisLimits;
      kinesisTimings = from.kinesisTimings;
      durability = from.durability;
      faults = from.faults;
      clock = from.clock;
    }

    LocalAwsConfig done() {
      return new LocalAwsConfig(
          dataDirectory,
          address,
          port,
          s3Port,
          accountId,
          region,
          root,
          kinesisLimits,
          kinesisTimings,
          durability,
          faults,
          clock);
    }
  }
}
