package com.eventbuspro.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3ServerIT {
  @TempDir private Path directory;
  private S3Server server;
  private S3Client s3;

  @BeforeEach
  void start() {
    server = S3Server.start(S3Settings.forTests(directory));
    s3 = S3Clients.root(server.endpoint());
    s3.createBucket(r -> r.bucket("lake"));
  }

  @AfterEach
  void stop() {
    s3.close();
    server.close();
  }

  @Test
  void putsGetsListsCopiesAndDeletesObjects() {
    s3.putObject(r -> r.bucket("lake").key("a b/ü+%.txt"), RequestBody.fromString("hello"));
    s3.copyObject(
        r ->
            r.sourceBucket("lake")
                .sourceKey("a b/ü+%.txt")
                .destinationBucket("lake")
                .destinationKey("copy"));

    assertThat(read("a b/ü+%.txt")).isEqualTo("hello");
    assertThat(read("copy")).isEqualTo("hello");
    assertThat(keys()).containsExactlyInAnyOrder("a b/ü+%.txt", "copy");
    assertThat(s3.headObject(r -> r.bucket("lake").key("copy")).contentLength()).isEqualTo(5);

    s3.deleteObjects(
        r ->
            r.bucket("lake")
                .delete(
                    d ->
                        d.objects(
                            ObjectIdentifier.builder().key("copy").build(),
                            ObjectIdentifier.builder().key("a b/ü+%.txt").build())));
    assertThat(keys()).isEmpty();
    assertThatThrownBy(() -> read("copy")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void assemblesPartsAndServesRanges() {
    byte[] first = noise(5 << 20);
    byte[] second = noise(1000);
    String id = s3.createMultipartUpload(r -> r.bucket("lake").key("big")).uploadId();
    String one = part(id, 1, first);
    String two = part(id, 2, second);
    s3.completeMultipartUpload(
        r ->
            r.bucket("lake")
                .key("big")
                .uploadId(id)
                .multipartUpload(
                    m ->
                        m.parts(
                            CompletedPart.builder().partNumber(1).eTag(one).build(),
                            CompletedPart.builder().partNumber(2).eTag(two).build())));

    byte[] whole = s3.getObjectAsBytes(r -> r.bucket("lake").key("big")).asByteArray();
    assertThat(whole).hasSize(first.length + second.length);
    assertThat(Arrays.copyOf(whole, first.length)).isEqualTo(first);
    byte[] range =
        s3.getObjectAsBytes(r -> r.bucket("lake").key("big").range("bytes=" + first.length + "-"))
            .asByteArray();
    assertThat(range).isEqualTo(second);
  }

  private String part(String id, int number, byte[] bytes) {
    return s3.uploadPart(
            r -> r.bucket("lake").key("big").uploadId(id).partNumber(number),
            RequestBody.fromBytes(bytes))
        .eTag();
  }

  @Test
  void letsExactlyOneOfManyWritersCreateAnObject() throws Exception {
    for (int round = 0; round < 20; round++) {
      String key = "created-" + round;
      int winners =
          race(
              8,
              writer ->
                  s3.putObject(
                      r -> r.bucket("lake").key(key).ifNoneMatch("*"),
                      RequestBody.fromString("writer " + writer)));
      assertThat(winners).as(key).isEqualTo(1);
    }
  }

  @Test
  void letsExactlyOneOfManyWritersReplaceTheObjectItHasRead() throws Exception {
    for (int round = 0; round < 20; round++) {
      String key = "replaced-" + round;
      String before =
          s3.putObject(r -> r.bucket("lake").key(key), RequestBody.fromString("before")).eTag();
      int winners =
          race(
              8,
              writer ->
                  s3.putObject(
                      r -> r.bucket("lake").key(key).ifMatch(before),
                      RequestBody.fromString("writer " + writer)));
      assertThat(winners).as(key).isEqualTo(1);
    }
  }

  @Test
  void keepsObjectsOverARestart() {
    s3.putObject(
        r -> r.bucket("lake").key("kept").contentType("text/x").metadata(Map.of("a", "b")),
        RequestBody.fromString("still here"));
    s3.close();
    server.close();
    server = S3Server.start(S3Settings.forTests(directory));
    s3 = S3Clients.root(server.endpoint());

    assertThat(read("kept")).isEqualTo("still here");
    var head = s3.headObject(r -> r.bucket("lake").key("kept"));
    assertThat(head.contentType()).isEqualTo("text/x");
    assertThat(head.metadata()).containsEntry("a", "b");
  }

  @Test
  void anUploadCutShortByACrashIsNoObject() throws Exception {
    String finished = "data-" + UUID.randomUUID();
    s3.putObject(r -> r.bucket("lake").key(finished), RequestBody.fromString("x"));
    Path left = directory.resolve("objects").resolve("lake").resolve("data-" + UUID.randomUUID());
    Files.writeString(left, "half of someth");
    assertThat(keys()).containsExactly(finished);

    server.close();
    server = S3Server.start(S3Settings.forTests(directory));
    s3.close();
    s3 = S3Clients.root(server.endpoint());

    assertThat(left).doesNotExist();
    assertThat(keys()).containsExactly(finished);
    assertThat(read(finished)).isEqualTo("x");
  }

  @Test
  void servesPresignedAddressesUntilTheyEnd() throws Exception {
    s3.putObject(r -> r.bucket("lake").key("a b"), RequestBody.fromString("hello"));
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build()) {
      URI address =
          presigner
              .presignGetObject(
                  r ->
                      r.signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(g -> g.bucket("lake").key("a b")))
              .url()
              .toURI();
      assertThat(get(address).body()).isEqualTo("hello");
      URI changed = URI.create(address.toString().replace("a%20b", "a"));
      assertThat(get(changed).statusCode()).isEqualTo(403);
      assertThat(get(changed).body()).contains("<Code>SignatureDoesNotMatch</Code>");
      URI unsigned = server.endpoint().resolve("/lake/a%20b");
      assertThat(get(unsigned).statusCode()).isEqualTo(403);
      assertThat(get(unsigned).body()).contains("<Code>AccessDenied</Code>");
    }
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void refusesUnknownKeysAndWrongSecrets() {
    try (S3Client stranger =
            S3Clients.with(server.endpoint(), AwsBasicCredentials.create("nobody", "test"));
        S3Client liar =
            S3Clients.with(server.endpoint(), AwsBasicCredentials.create("test", "wrong"))) {
      assertThatThrownBy(stranger::listBuckets).satisfies(e -> assertCode(e, "InvalidAccessKeyId"));
      assertThatThrownBy(liar::listBuckets).satisfies(e -> assertCode(e, "SignatureDoesNotMatch"));
      assertThatThrownBy(
              () ->
                  liar.putObject(
                      r -> r.bucket("lake").key("forged"), RequestBody.fromBytes(noise(1 << 20))))
          .satisfies(e -> assertCode(e, "SignatureDoesNotMatch"));
    }
    assertThat(keys()).isEmpty();
  }

  private static void assertCode(Throwable e, String code) {
    assertThat(((S3Exception) e).awsErrorDetails().errorCode()).isEqualTo(code);
  }

  private interface Write {
    void by(int writer);
  }

  private static int race(int writers, Write write) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        int writer = i;
        all.add(
            () -> {
              try {
                write.by(writer);
                return true;
              } catch (S3Exception e) {
                assertThat(e.statusCode()).as(e.getMessage()).isIn(409, 412);
                return false;
              }
            });
      }
      int winners = 0;
      for (Future<Boolean> result : pool.invokeAll(all)) {
        winners += result.get() ? 1 : 0;
      }
      return winners;
    } finally {
      pool.shutdownNow();
    }
  }

  private String read(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("lake").key(key)).asUtf8String();
  }

  private List<String> keys() {
    return s3.listObjectsV2(r -> r.bucket("lake")).contents().stream().map(S3Object::key).toList();
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
