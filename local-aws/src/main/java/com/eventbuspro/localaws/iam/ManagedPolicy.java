package com.eventbuspro.localaws.iam;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy that can be attached to many.
 *
 * @param name unique in the account
 * @param id tells it from earlier policies of the same name
 * @param path begins and ends with a slash
 * @param created when
 * @param updated when a version was last added or removed
 * @param description free text; may be empty
 * @param tags in the order set
 * @param versions oldest first
 * @param defaultVersion id of the version in force
 * @param lastVersion number of the newest version ever made
 */
record ManagedPolicy(
    String name,
    String id,
    String path,
    Instant created,
    Instant updated,
    String description,
    Map<String, String> tags,
    List<Version> versions,
    String defaultVersion,
    int lastVersion) {

  /** One version; its id is {@code v} and a number never used again. */
  record Version(String id, String document, Instant created) {}

  ManagedPolicy {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    versions = List.copyOf(versions);
  }

  String arn(String accountId) {
    return "arn:aws:iam::" + accountId + ":policy" + path + name;
  }

  Optional<Version> version(String versionId) {
    return versions.stream().filter(version -> version.id().equals(versionId)).findFirst();
  }

  /** The document in force. */
  String document() {
    return version(defaultVersion)
        .orElseThrow(
            () -> new IllegalStateException("Policy " + name + " lost its default version"))
        .document();
  }

  ManagedPolicy withVersions(List<Version> all, String newDefault, int last, Instant now) {
    return new ManagedPolicy(
        name, id, path, created, now, description, tags, all, newDefault, last);
  }

  ManagedPolicy withTags(Map<String, String> all) {
    return new ManagedPolicy(
        name, id, path, created, updated, description, all, versions, defaultVersion, lastVersion);
  }
}
