package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A producer at a terminal: the AWS CLI, whichever version is installed. */
final class AwsCli {
  private static final Path README = Path.of("..", "README.md");

  private AwsCli() {}

  static boolean works() throws InterruptedException {
    try {
      return new ProcessBuilder("aws", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Types in what the README prints, but for the port. */
  static void runAsInReadme(LocalRun run) throws IOException, InterruptedException {
    String command = readmeCommand().replace("http://localhost:4566", run.awsEndpoint().toString());
    Path nothing = run.data().resolve("no-aws-settings");
    ProcessBuilder builder = new ProcessBuilder("bash", "-euc", command).redirectErrorStream(true);
    builder.environment().put("AWS_CONFIG_FILE", nothing.toString());
    builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", nothing.toString());
    builder.environment().put("AWS_PAGER", "");
    Path output = run.data().resolveSibling("aws-cli.log");
    Process process = builder.redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("It ended").isTrue();
    String answer = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s%n%s", command, answer).isZero();
    assertThat(answer).contains("\"ShardId\"").contains("\"SequenceNumber\"");
  }

  private static String readmeCommand() throws IOException {
    String readme = Files.readString(README, StandardCharsets.UTF_8);
    int command = readme.indexOf("aws kinesis put-record");
    assertThat(command).as("The README shows the AWS CLI").isPositive();
    int from = readme.lastIndexOf("```\n", command) + "```\n".length();
    return readme.substring(from, readme.indexOf("```", command));
  }
}
