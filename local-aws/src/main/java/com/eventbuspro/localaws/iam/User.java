package com.eventbuspro.localaws.iam;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user.
 *
 * @param name unique in the account
 * @param id tells it from earlier users of the same name
 * @param path begins and ends with a slash
 * @param created when
 * @param tags in the order set
 * @param grants its policies
 * @param keys its access keys
 */
record User(
    String name,
    String id,
    String path,
    Instant created,
    Map<String, String> tags,
    Grants grants,
    List<AccessKey> keys) {
  User {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    keys = List.copyOf(keys);
  }

  /** A long-term key pair; the secret is never logged. */
  record AccessKey(String id, String secret, Status status, Instant created) {
    @Override
    public String toString() {
      return "AccessKey[" + id + "]";
    }
  }

  /** Whether a key pair works; named as in the API. */
  enum Status {
    ACTIVE("Active"),
    INACTIVE("Inactive");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  String arn(String accountId) {
    return "arn:aws:iam::" + accountId + ":user" + path + name;
  }

  User withGrants(Grants all) {
    return new User(name, id, path, created, tags, all, keys);
  }

  User withKeys(List<AccessKey> all) {
    return new User(name, id, path, created, tags, grants, all);
  }
}
