package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.http.AccessRequest;
import com.eventbuspro.localaws.http.Authorizer;
import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.Caller;
import java.util.Map;

/** Refuses callers who may not manage what they ask for. */
record Access(Authorizer authorizer, String accountId) {

  void require(Caller caller, String action, String arn) {
    AccessRequest question = new AccessRequest(caller, "iam:" + action, arn, Map.of());
    if (authorizer.decide(question) instanceof Authorizer.Decision.Denied denied) {
      throw new AwsException(403, "AccessDenied", denied.message());
    }
  }

  /** As {@link #require}, for an entity that is only known by name. */
  void require(Caller caller, String action, String kind, String name) {
    require(caller, action, "arn:aws:iam::" + accountId + ":" + kind + "/" + name);
  }
}
