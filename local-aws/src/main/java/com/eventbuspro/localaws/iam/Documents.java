package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.auth.UriText;
import com.eventbuspro.localaws.auth.policy.PolicyDocument;
import com.eventbuspro.localaws.auth.policy.PolicySyntaxException;
import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.Xml;

/** Policy documents as parameters and in answers. */
final class Documents {
  static final int MAX_TRUST = 4096;
  static final int MAX_MANAGED = 6144;
  static final int MAX_INLINE_OF_ROLE = 10240;
  static final int MAX_INLINE_OF_USER = 2048;

  private Documents() {}

  static String identityPolicy(Parameters in) {
    String document = in.required("PolicyDocument");
    try {
      PolicyDocument.parseIdentityPolicy(document);
    } catch (PolicySyntaxException e) {
      throw IamErrors.malformedPolicy(e.text());
    }
    return document;
  }

  static String managedPolicy(Parameters in) {
    String document = identityPolicy(in);
    if (size(document) > MAX_MANAGED) {
      throw IamErrors.limitExceeded("Cannot exceed quota for PolicySize: " + MAX_MANAGED);
    }
    return document;
  }

  static String trustPolicy(Parameters in, String parameter) {
    String document = in.required(parameter);
    try {
      PolicyDocument.parseTrustPolicy(document);
    } catch (PolicySyntaxException e) {
      throw IamErrors.malformedPolicy(e.text());
    }
    if (size(document) > MAX_TRUST) {
      throw IamErrors.limitExceeded("Cannot exceed quota for ACLSizePerRole: " + MAX_TRUST);
    }
    return document;
  }

  /** Adds a document to an answer, percent-encoded as IAM does. */
  static Xml add(Xml out, String name, String document) {
    return out.text(name, UriText.encode(document));
  }

  /** IAM does not count white space. */
  static int size(String document) {
    return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  static int size(Grants grants) {
    return grants.inline().values().stream().mapToInt(Documents::size).sum();
  }
}
