package com.eventbuspro.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.localaws.s3.S3Clients;
import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Kills the process in the middle of writing: what was acknowledged is there, what is there is
 * whole.
 */
class KilledIT {
  private static final String TRUST =
      """
      {"Statement":{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}}""";
  private static final String CONTENT = "0123456789".repeat(20_000);
  private static final int WRITES_BEFORE_THE_KILL = 40;

  @TempDir private Path directory;
  private final List<String> roles = new CopyOnWriteArrayList<>();
  private final List<String> objects = new CopyOnWriteArrayList<>();

  @Test
  void whatWasAcknowledgedSurvives() throws Exception {
    writeUntilKilled();
    assertThat(roles).isNotEmpty();
    assertThat(objects).isNotEmpty();

    try (LocalAws aws = LocalAws.start(LocalAwsConfig.in(directory).withPorts(0, 0));
        IamClient iam = Clients.root(aws).iam();
        S3Client s3 = Clients.root(aws).s3()) {
      for (String role : roles) {
        assertThat(iam.listRolePolicies(r -> r.roleName(role)).policyNames()).contains("put");
      }
      var listed = s3.listObjectsV2(r -> r.bucket("lake")).contents();
      assertThat(listed).extracting(o -> o.key()).containsAll(objects);
      assertThat(listed).allMatch(object -> object.size() == CONTENT.length());
    }
  }

  private void writeUntilKilled() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocalAwsMain.class.getName(),
                "--data-dir",
                directory.toString(),
                "--port",
                "0",
                "--s3-port",
                "0")
            .redirectErrorStream(true)
            .start();
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      URI endpoint = endpoint(output, "Kinesis, IAM, STS: ");
      URI s3Endpoint = endpoint(output, "S3: ");
      writers.execute(() -> makeRoles(endpoint));
      writers.execute(() -> putObjects(s3Endpoint));
      writers.shutdown();
      while (roles.size() < WRITES_BEFORE_THE_KILL || objects.size() < WRITES_BEFORE_THE_KILL) {
        assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
      }
    } finally {
      process.destroyForcibly().waitFor();
      assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static URI endpoint(BufferedReader output, String label) throws Exception {
    String line = output.readLine();
    while (line != null && !line.startsWith(label)) {
      line = output.readLine();
    }
    assertThat(line).as("line that begins with " + label).isNotNull();
    return URI.create(line.substring(label.length()).strip());
  }

  private void makeRoles(URI endpoint) {
    try (IamClient iam =
        IamClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      untilItFails(
          number -> {
            String name = "role-" + number;
            iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST));
            iam.putRolePolicy(
                r ->
                    r.roleName(name)
                        .policyName("put")
                        .policyDocument(
                            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"));
            roles.add(name);
          });
    }
  }

  private void putObjects(URI endpoint) {
    try (S3Client s3 = S3Clients.root(endpoint)) {
      s3.createBucket(r -> r.bucket("lake"));
      untilItFails(
          number -> {
            String key = "object-" + number;
            s3.putObject(r -> r.bucket("lake").key(key), RequestBody.fromString(CONTENT));
            objects.add(key);
          });
    }
  }

  private static void untilItFails(IntConsumer write) {
    try {
      for (int number = 0; ; number++) {
        write.accept(number);
      }
    } catch (SdkException | UncheckedIOException e) {
      // the server was killed
    }
  }
}
