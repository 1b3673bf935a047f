package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.policy.PolicyDocument;
import com.eventbuspro.localaws.auth.policy.PolicySyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Refuses documents that S3 would refuse, before they are stored as they are. */
final class SettingDocuments {
  private static final int MAX_POLICY_BYTES = 20 * 1024;
  private static final int MAX_TAGS = 50;
  private static final Set<String> ALGORITHMS = Set.of("AES256", "aws:kms", "aws:kms:dsse");

  private SettingDocuments() {}

  static void check(BucketSetting setting, byte[] document) {
    switch (setting) {
      case POLICY -> checkPolicy(document);
      case ENCRYPTION -> checkEncryption(parse(setting, document));
      case TAGGING -> checkTags(parse(setting, document));
      case VERSIONING -> checkStatus(parse(setting, document));
      case PUBLIC_ACCESS_BLOCK -> checkFlags(parse(setting, document));
    }
  }

  private static void checkPolicy(byte[] document) {
    if (document.length > MAX_POLICY_BYTES) {
      throw malformedPolicy("The policy is larger than 20 KB");
    }
    try {
      PolicyDocument.parseResourcePolicy(new String(document, StandardCharsets.UTF_8));
    } catch (PolicySyntaxException e) {
      throw malformedPolicy(e.text());
    }
  }

  private static S3Failure malformedPolicy(String message) {
    return new S3Failure(400, "MalformedPolicy", message);
  }

  private static void checkEncryption(Document document) {
    NodeList algorithms = document.getElementsByTagNameNS("*", "SSEAlgorithm");
    if (algorithms.getLength() != 1
        || !ALGORITHMS.contains(algorithms.item(0).getTextContent().strip())) {
      throw XmlDocuments.malformed();
    }
  }

  private static void checkTags(Document document) {
    NodeList keys = document.getElementsByTagNameNS("*", "Key");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < keys.getLength(); i++) {
      if (!seen.add(keys.item(i).getTextContent())) {
        throw new S3Failure(400, "InvalidTag", "Cannot provide multiple Tags with the same key");
      }
    }
    if (seen.size() > MAX_TAGS) {
      throw new S3Failure(400, "BadRequest", "Bucket tag count cannot be greater than 50");
    }
  }

  private static void checkStatus(Document document) {
    NodeList status = document.getElementsByTagNameNS("*", "Status");
    if (status.getLength() != 1
        || !Set.of("Enabled", "Suspended").contains(status.item(0).getTextContent().strip())) {
      throw XmlDocuments.malformed();
    }
  }

  private static void checkFlags(Document document) {
    NodeList flags = document.getDocumentElement().getChildNodes();
    for (int i = 0; i < flags.getLength(); i++) {
      String text = flags.item(i).getTextContent().strip();
      if (!text.isEmpty() && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
        throw XmlDocuments.malformed();
      }
    }
  }

  private static Document parse(BucketSetting setting, byte[] xml) {
    Document document = XmlDocuments.parse(xml);
    if (!setting.rootElement().equals(document.getDocumentElement().getLocalName())) {
      throw XmlDocuments.malformed();
    }
    return document;
  }
}
