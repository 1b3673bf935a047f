package com.eventbuspro.localaws.kinesis;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The six tagging operations: three that speak of streams, three newer ones that speak of ARNs. */
final class TagChanges {
  private final Kinesis kinesis;

  TagChanges(Kinesis kinesis) {
    this.kinesis = kinesis;
  }

  Output addToStream(Call call) {
    Input input = call.input();
    return add(input, kinesis.stream(call, input));
  }

  Output tagResource(Call call) {
    Input input = call.input();
    return add(input, resource(call, input));
  }

  private static Output add(Input input, KinesisStream stream) {
    Map<String, String> added = input.stringMap("Tags");
    new Validator().required("tags", added).check();
    if (added == null || added.isEmpty()) {
      throw Errors.validation(
          "1 validation error detected: Value '{}' at 'tags' failed to satisfy constraint: Member must"
              + " have length greater than or equal to 1");
    }
    stream.change(
        meta -> {
          Tags.check(added, meta.tags());
          Map<String, String> all = new TreeMap<>(meta.tags());
          all.putAll(added);
          return meta.withTags(all);
        });
    return Output.NONE;
  }

  Output removeFromStream(Call call) {
    Input input = call.input();
    return remove(input, kinesis.stream(call, input));
  }

  Output untagResource(Call call) {
    Input input = call.input();
    return remove(input, resource(call, input));
  }

  private static Output remove(Input input, KinesisStream stream) {
    List<String> keys = input.strings("TagKeys");
    new Validator().required("tagKeys", keys).size("tagKeys", keys, 1, Tags.MOST).check();
    stream.change(
        meta -> {
          Map<String, String> left = new TreeMap<>(meta.tags());
          if (keys != null) {
            left.keySet().removeAll(keys);
          }
          return meta.withTags(left);
        });
    return Output.NONE;
  }

  Output listForStream(Call call) {
    Input input = call.input();
    Integer limit = input.integer("Limit");
    String after = input.string("ExclusiveStartTagKey");
    new Validator()
        .range("limit", limit, 1, 50)
        .length("exclusiveStartTagKey", after, 1, 128)
        .check();
    KinesisStream stream = kinesis.stream(call, input);
    List<Map.Entry<String, String>> rest =
        stream.meta().tags().entrySet().stream()
            .filter(tag -> after == null || tag.getKey().compareTo(after) > 0)
            .toList();
    int size = Math.min(rest.size(), limit == null ? Tags.MOST : limit);
    return (out, format) -> {
      out.writeBooleanProperty("HasMoreTags", size < rest.size());
      write(out, rest.subList(0, size));
    };
  }

  Output listForResource(Call call) {
    KinesisStream stream = resource(call, call.input());
    List<Map.Entry<String, String>> all = List.copyOf(stream.meta().tags().entrySet());
    return (out, format) -> write(out, all);
  }

  private static void write(JsonGenerator out, List<Map.Entry<String, String>> tags) {
    out.writeArrayPropertyStart("Tags");
    for (Map.Entry<String, String> tag : tags) {
      out.writeStartObject();
      out.writeStringProperty("Key", tag.getKey());
      out.writeStringProperty("Value", tag.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private KinesisStream resource(Call call, Input input) {
    @Nullable String arn = input.string("ResourceARN");
    new Validator().required("resourceARN", arn).length("resourceARN", arn, 1, 2048).check();
    return kinesis.stream(call, null, arn);
  }
}
