package com.eventbuspro.model.schema;

/** JSON Pointers (RFC 6901) as text. */
public final class Pointers {
  private Pointers() {}

  /** The pointer to a member of what {@code parent} points to. */
  public static String child(String parent, String name) {
    return parent + "/" + escape(name);
  }

  private static String escape(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }
}
