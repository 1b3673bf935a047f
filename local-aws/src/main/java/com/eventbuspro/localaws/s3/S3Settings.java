package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.CredentialStore;
import com.eventbuspro.localaws.auth.PolicyAuthorizer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

/**
 * Settings of an {@link S3Server}.
 *
 * @param directory where buckets and their settings are kept; made when missing
 * @param address what to listen on
 * @param port 0 for any free port
 * @param credentials who may sign requests
 * @param authorizer what they may do
 * @param clock time as signatures are compared with
 */
public record S3Settings(
    Path directory,
    InetAddress address,
    int port,
    CredentialStore credentials,
    PolicyAuthorizer authorizer,
    Clock clock) {

  /** Account and keys of {@link #forTests}. */
  private static final String TEST_ACCOUNT = "000000000000";

  public S3Settings {
    directory = directory.toAbsolutePath().normalize();
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(authorizer, "authorizer");
    Objects.requireNonNull(clock, "clock");
  }

  /**
   * Any free port on loopback, for the one key pair {@code test}/{@code test}, which may do
   * everything.
   */
  public static S3Settings forTests(Path directory) {
    return new S3Settings(
        directory,
        InetAddress.getLoopbackAddress(),
        0,
        CredentialStore.rootOnly("test", "test", TEST_ACCOUNT),
        PolicyAuthorizer.rootOnly(Clock.systemUTC()),
        Clock.systemUTC());
  }
}
