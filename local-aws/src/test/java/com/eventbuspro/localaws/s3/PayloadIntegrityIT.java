package com.eventbuspro.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Changes bytes between client and server: what arrives changed must never be stored. */
class PayloadIntegrityIT {
  private static final String GOOD = "the real thing";
  private static final String BAD = "the fake thing";

  @TempDir private Path directory;
  private S3Server server;
  private S3Client direct;
  private ServerSocket middle;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void start() throws Exception {
    server = S3Server.start(S3Settings.forTests(directory));
    direct = S3Clients.root(server.endpoint());
    direct.createBucket(r -> r.bucket("lake"));
    middle = new ServerSocket(0);
    threads.execute(this::meddle);
  }

  @AfterEach
  void stop() throws Exception {
    middle.close();
    threads.shutdownNow();
    direct.close();
    server.close();
  }

  private void meddle() {
    try {
      while (true) {
        Socket client = middle.accept();
        Socket upstream = new Socket("127.0.0.1", server.endpoint().getPort());
        threads.execute(() -> copy(client, upstream, GOOD, BAD));
        threads.execute(() -> copy(upstream, client, "", ""));
      }
    } catch (java.io.IOException e) {
      // the test is over
    }
  }

  private static void copy(Socket from, Socket to, String wanted, String instead) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        String sent = wanted.isEmpty() ? text : text.replace(wanted, instead);
        out.write(sent.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
      to.shutdownOutput();
    } catch (java.io.IOException e) {
      // one side has closed
    }
  }

  @Test
  void aChangedChunkIsNotStored() {
    assertRefused(
        s3 -> s3.putObject(r -> r.bucket("lake").key("a"), RequestBody.fromString(GOOD)),
        "SignatureDoesNotMatch");
  }

  @Test
  void aChangedBodyWithAnotherChecksumIsNotStored() {
    assertRefused(
        s3 ->
            s3.putObject(
                r -> r.bucket("lake").key("a").checksumAlgorithm(ChecksumAlgorithm.SHA256),
                RequestBody.fromString(GOOD)),
        "SignatureDoesNotMatch");
  }

  @Test
  void aChangedPolicyIsNotStored() {
    String policy =
        """
        {"Id":"the real thing","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::lake/x"}}""";
    assertRefused(
        s3 -> s3.putBucketPolicy(r -> r.bucket("lake").policy(policy)),
        "XAmzContentSHA256Mismatch");
  }

  private interface Call {
    void on(S3Client s3);
  }

  private void assertRefused(Call call, String code) {
    // The signature covers the host header, which names the meddler: so it is made for it.
    try (S3Client meddled =
        S3Clients.root(URI.create("http://127.0.0.1:" + middle.getLocalPort()))) {
      call.on(meddled);
      throw new AssertionError("Accepted a changed request");
    } catch (S3Exception e) {
      assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).isEqualTo(code);
    }
    assertThat(direct.listObjectsV2(r -> r.bucket("lake")).contents()).isEmpty();
  }
}
