package com.eventbuspro.localaws.s3;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.NodeList;

/** The keys that a DeleteObjects request lists. */
final class DeletedKeys {
  private DeletedKeys() {}

  static List<String> in(byte[] document) {
    NodeList keys = XmlDocuments.parse(document).getElementsByTagNameNS("*", "Key");
    List<String> found = new ArrayList<>();
    for (int i = 0; i < keys.getLength(); i++) {
      found.add(keys.item(i).getTextContent());
    }
    return found;
  }
}
