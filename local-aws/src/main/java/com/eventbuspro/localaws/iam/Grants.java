package com.eventbuspro.localaws.iam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The policies of a role or user.
 *
 * @param inline documents by name
 * @param attached ARNs of managed policies, in the order attached
 */
record Grants(Map<String, String> inline, List<String> attached) {
  static final Grants NONE = new Grants(Map.of(), List.of());

  Grants {
    inline = Collections.unmodifiableMap(new TreeMap<>(inline));
    attached = List.copyOf(attached);
  }

  Grants withInline(String name, String document) {
    Map<String, String> all = new TreeMap<>(inline);
    all.put(name, document);
    return new Grants(all, attached);
  }

  Grants withoutInline(String name) {
    Map<String, String> all = new TreeMap<>(inline);
    all.remove(name);
    return new Grants(all, attached);
  }

  Grants withAttached(String arn) {
    List<String> all = new ArrayList<>(attached);
    if (!all.contains(arn)) {
      all.add(arn);
    }
    return new Grants(inline, all);
  }

  Grants withoutAttached(String arn) {
    return new Grants(inline, attached.stream().filter(each -> !each.equals(arn)).toList());
  }
}
