package com.eventbuspro.platform.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declared part of a pipeline: what an audit record keeps of it.
 *
 * @param destination without what may be secret in the address of a webhook
 * @param urlSha256 of a webhook's whole address, so that it can be recognised
 * @param personalColumns what it sends to a webhook that may be personal data, if anything
 */
record PipelineSnapshot(
    String name,
    String owner,
    String purpose,
    Pipeline.Desired desired,
    int version,
    long generation,
    @Nullable Integer switchTo,
    String sql,
    String start,
    DestinationSpec destination,
    @Nullable String urlSha256,
    @Nullable List<String> personalColumns,
    int stateHours,
    int parallelism,
    OnIncompatible onIncompatible) {

  PipelineSnapshot {
    personalColumns = personalColumns == null ? null : List.copyOf(personalColumns);
  }

  static PipelineSnapshot of(Pipeline pipeline) {
    String url = pipeline.destination().url();
    return new PipelineSnapshot(
        pipeline.name(),
        pipeline.owner(),
        pipeline.purpose(),
        pipeline.desired(),
        pipeline.version(),
        pipeline.generation(),
        pipeline.switchTo(),
        pipeline.sql(),
        pipeline.start(),
        pipeline.destination().masked(),
        url == null ? null : sha256(url),
        url == null ? null : personal(pipeline.columns()),
        pipeline.stateHours(),
        pipeline.parallelism(),
        pipeline.onIncompatible());
  }

  private static @Nullable List<String> personal(List<OutputColumn> columns) {
    List<String> personal =
        columns.stream().filter(OutputColumn::pii).map(OutputColumn::name).toList();
    return personal.isEmpty() ? null : personal;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
