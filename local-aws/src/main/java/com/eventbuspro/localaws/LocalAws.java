package com.eventbuspro.localaws;

import com.eventbuspro.localaws.auth.SigV4Authenticator;
import com.eventbuspro.localaws.auth.SignatureVerifier;
import com.eventbuspro.localaws.http.AwsService;
import com.eventbuspro.localaws.http.FrontDoor;
import com.eventbuspro.localaws.http.Security;
import com.eventbuspro.localaws.iam.Iam;
import com.eventbuspro.localaws.kinesis.KinesisService;
import com.eventbuspro.localaws.s3.S3Server;
import com.eventbuspro.localaws.s3.S3Settings;
import com.eventbuspro.localaws.sts.Sts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A running local AWS: Kinesis, IAM and STS on one port, S3 on another, everything kept in one
 * directory. Only one may run on a directory at a time.
 */
public final class LocalAws implements AutoCloseable {
  private final LocalAwsConfig config;
  private final DirectoryLock lock;
  private final KinesisService kinesis;
  private final S3Server s3;
  private final FrontDoor door;

  private LocalAws(
      LocalAwsConfig config,
      DirectoryLock lock,
      KinesisService kinesis,
      S3Server s3,
      FrontDoor door) {
    this.config = config;
    this.lock = lock;
    this.kinesis = kinesis;
    this.s3 = s3;
    this.door = door;
  }

  /**
   * Opens the data directory, recovers what is in it and serves it.
   *
   * @throws IllegalStateException when another local-aws runs on the directory
   * @throws java.io.UncheckedIOException when a port is taken or the directory cannot be used
   */
  public static LocalAws start(LocalAwsConfig config) {
    DirectoryLock lock = DirectoryLock.take(config.dataDirectory());
    try {
      return start(config, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static LocalAws start(LocalAwsConfig config, DirectoryLock lock) {
    Iam iam =
        Iam.open(
            config.dataDirectory().resolve("iam"),
            config.accountId(),
            config.root().accessKeyId(),
            config.root().secretAccessKey(),
            config.clock());
    Security security = security(iam, config);
    KinesisService kinesis = KinesisService.open(config, security.authorizer());
    List<AwsService> services = new ArrayList<>(security.services());
    services.add(kinesis);
    S3Server s3 = null;
    try {
      s3 = S3Server.start(s3Settings(config, iam));
      FrontDoor door =
          FrontDoor.open(
              config.address(), config.port(), services, security.authenticator(), config.faults());
      return new LocalAws(config, lock, kinesis, s3, door);
    } catch (RuntimeException e) {
      if (s3 != null) {
        s3.close();
      }
      kinesis.close();
      throw e;
    }
  }

  private static Security security(Iam iam, LocalAwsConfig config) {
    SignatureVerifier verifier = new SignatureVerifier(iam.credentials(), config.clock());
    return new Security(
        new SigV4Authenticator(verifier),
        iam.authorizer(),
        List.of(iam.service(), Sts.service(iam.sessions(), iam.authorizer())));
  }

  private static S3Settings s3Settings(LocalAwsConfig config, Iam iam) {
    return new S3Settings(
        config.dataDirectory().resolve("s3"),
        config.address(),
        config.s3Port(),
        iam.credentials(),
        iam.authorizer(),
        config.clock());
  }

  /** Endpoint override for Kinesis, IAM and STS clients. */
  public URI endpoint() {
    return door.endpoint();
  }

  /** Endpoint override for S3 clients; use path-style access. */
  public URI s3Endpoint() {
    return s3.endpoint();
  }

  /** The settings it was started with. */
  public LocalAwsConfig config() {
    return config;
  }

  /** Stops serving, then writes everything to disk. */
  @Override
  public void close() {
    try {
      door.close();
      s3.close();
    } finally {
      kinesis.close();
      lock.close();
    }
  }
}
