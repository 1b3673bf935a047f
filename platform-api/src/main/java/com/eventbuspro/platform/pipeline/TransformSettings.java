package com.eventbuspro.platform.pipeline;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the transform-runner is asked, {@code ebp.transform.…}; its own settings stand there too.
 *
 * @param url where it listens
 * @param secret what it knows us by; without one it cannot be asked
 * @param answerWait how long an answer may take; a cold planner takes some seconds
 * @param previewWait how long a preview may take
 */
@Validated
@ConfigurationProperties(prefix = "ebp.transform")
record TransformSettings(
    @DefaultValue("http://127.0.0.1:8082") @NotNull URI url,
    @Nullable String secret,
    @DefaultValue("45s") @NotNull Duration answerWait,
    @DefaultValue("2m") @NotNull Duration previewWait) {

  /** The address of something that it serves. */
  URI at(String path) {
    return URI.create(url.toString().replaceFirst("/+$", "") + path);
  }

  @Override
  public String toString() {
    return "TransformSettings[url=" + url + "]";
  }
}
