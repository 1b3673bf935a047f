package com.eventbuspro.platform.console;

import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.eventtype.EventType;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Commands to copy that publish one event.
 *
 * @param curl through the REST interface
 * @param aws straight into the stream, with the AWS CLI
 */
record PublishCommands(String curl, String aws) {

  static PublishCommands of(
      EventType eventType, String sample, String baseUrl, PlatformSettings settings) {
    return new PublishCommands(
        curl(eventType, sample, baseUrl, settings.demoTokensDirectory()),
        aws(eventType, sample, settings.aws().endpoint()));
  }

  private static String curl(
      EventType eventType, String sample, String baseUrl, @Nullable Path tokens) {
    String token = tokens == null ? "$EBP_TOKEN" : "$(cat " + tokens.resolve("engineer") + ")";
    return """
    curl %s/api/event-types/%s/events \\
      -H "Authorization: Bearer %s" \\
      -H 'Content-Type: application/json' \\
      -d %s"""
        .formatted(baseUrl, eventType.name(), token, quoted(sample));
  }

  private static String aws(EventType eventType, String sample, @Nullable URI endpoint) {
    return """
    aws kinesis put-record%s \\
      --stream-name %s \\
      --partition-key "$RANDOM" \\
      --cli-binary-format raw-in-base64-out \\
      --data %s"""
        .formatted(
            endpoint == null ? "" : " --endpoint-url " + endpoint,
            eventType.stream(),
            quoted(sample));
  }

  /** As one word for a POSIX shell. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
