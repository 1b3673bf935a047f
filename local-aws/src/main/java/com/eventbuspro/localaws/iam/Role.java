package com.eventbuspro.localaws.iam;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A role.
 *
 * @param name unique in the account
 * @param id tells it from earlier roles of the same name
 * @param path begins and ends with a slash
 * @param created when
 * @param trustPolicy who may assume it, as JSON
 * @param description free text; may be empty
 * @param maxSessionSeconds longest session
 * @param tags in the order set
 * @param grants its policies
 */
record Role(
    String name,
    String id,
    String path,
    Instant created,
    String trustPolicy,
    String description,
    int maxSessionSeconds,
    Map<String, String> tags,
    Grants grants) {
  Role {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  String arn(String accountId) {
    return "arn:aws:iam::" + accountId + ":role" + path + name;
  }

  Role withTrustPolicy(String policy) {
    return new Role(name, id, path, created, policy, description, maxSessionSeconds, tags, grants);
  }

  Role withDescription(String text) {
    return new Role(name, id, path, created, trustPolicy, text, maxSessionSeconds, tags, grants);
  }

  Role withMaxSessionSeconds(int seconds) {
    return new Role(name, id, path, created, trustPolicy, description, seconds, tags, grants);
  }

  Role withTags(Map<String, String> all) {
    return new Role(
        name, id, path, created, trustPolicy, description, maxSessionSeconds, all, grants);
  }

  Role withGrants(Grants all) {
    return new Role(
        name, id, path, created, trustPolicy, description, maxSessionSeconds, tags, all);
  }
}
