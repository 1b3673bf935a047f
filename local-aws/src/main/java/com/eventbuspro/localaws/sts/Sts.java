package com.eventbuspro.localaws.sts;

import com.eventbuspro.localaws.auth.PolicyAuthorizer;
import com.eventbuspro.localaws.http.AwsService;
import com.eventbuspro.localaws.http.Caller;
import com.eventbuspro.localaws.iam.RoleSessions;
import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.QueryService;
import com.eventbuspro.localaws.query.Xml;
import java.util.Map;

/** The STS API. */
public final class Sts {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  private Sts() {}

  /** Serves AssumeRole and GetCallerIdentity. */
  public static AwsService service(RoleSessions sessions, PolicyAuthorizer authorizer) {
    return new QueryService(
        "sts",
        NAMESPACE,
        Map.of(
            "GetCallerIdentity",
            Sts::getCallerIdentity,
            "AssumeRole",
            new AssumeRole(sessions, authorizer)));
  }

  private static void getCallerIdentity(Parameters in, Caller caller, Xml out) {
    out.text("Arn", caller.arn())
        .text("UserId", caller.userId())
        .text("Account", caller.accountId());
  }
}
