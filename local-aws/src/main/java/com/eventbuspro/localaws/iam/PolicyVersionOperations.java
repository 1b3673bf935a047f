package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.Caller;
import com.eventbuspro.localaws.iam.ManagedPolicy.Version;
import com.eventbuspro.localaws.query.Operation;
import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.Xml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Versions of managed policies. */
final class PolicyVersionOperations {
  private static final int MAX_VERSIONS = 5;

  private final Account account;
  private final Access access;

  PolicyVersionOperations(Account account, Access access) {
    this.account = account;
    this.access = access;
  }

  Map<String, Operation> all() {
    return Map.of(
        "CreatePolicyVersion", this::create,
        "GetPolicyVersion", this::get,
        "ListPolicyVersions", this::list,
        "SetDefaultPolicyVersion", this::setDefault,
        "DeletePolicyVersion", this::delete);
  }

  private void create(Parameters in, Caller caller, Xml out) {
    String arn = authorized(in, caller);
    String document = Documents.managedPolicy(in);
    boolean asDefault = in.text("SetAsDefault").filter("true"::equals).isPresent();
    ManagedPolicy changed =
        account.changePolicy(
            arn,
            policy -> {
              if (policy.versions().size() >= MAX_VERSIONS) {
                throw IamErrors.limitExceeded(
                    "A managed policy can have up to "
                        + MAX_VERSIONS
                        + " versions. Before you create a new version, you must delete an existing version.");
              }
              int number = policy.lastVersion() + 1;
              Version version = new Version("v" + number, document, account.now());
              List<Version> versions = new ArrayList<>(policy.versions());
              versions.add(version);
              String inForce = asDefault ? version.id() : policy.defaultVersion();
              return policy.withVersions(versions, inForce, number, account.now());
            });
    Version added = changed.versions().get(changed.versions().size() - 1);
    out.element("PolicyVersion", () -> describe(out, changed, added));
  }

  private void get(Parameters in, Caller caller, Xml out) {
    ManagedPolicy policy = account.policy(authorized(in, caller));
    Version version = required(policy, in.required("VersionId"));
    out.element(
        "PolicyVersion",
        () -> Documents.add(describe(out, policy, version), "Document", version.document()));
  }

  private void list(Parameters in, Caller caller, Xml out) {
    ManagedPolicy policy = account.policy(authorized(in, caller));
    List<Version> newestFirst = new ArrayList<>(policy.versions());
    Collections.reverse(newestFirst);
    out.text("IsTruncated", "false")
        .list("Versions", newestFirst, (xml, version) -> describe(xml, policy, version));
  }

  private void setDefault(Parameters in, Caller caller, Xml out) {
    String arn = authorized(in, caller);
    String versionId = in.required("VersionId");
    account.changePolicy(
        arn,
        policy -> {
          required(policy, versionId);
          return policy.withVersions(
              policy.versions(), versionId, policy.lastVersion(), account.now());
        });
  }

  private void delete(Parameters in, Caller caller, Xml out) {
    String arn = authorized(in, caller);
    String versionId = in.required("VersionId");
    account.changePolicy(
        arn,
        policy -> {
          Version gone = required(policy, versionId);
          if (gone.id().equals(policy.defaultVersion())) {
            throw IamErrors.deleteConflict("Cannot delete the default version of a policy.");
          }
          List<Version> versions = new ArrayList<>(policy.versions());
          versions.remove(gone);
          return policy.withVersions(
              versions, policy.defaultVersion(), policy.lastVersion(), account.now());
        });
  }

  private Version required(ManagedPolicy policy, String versionId) {
    return policy.version(versionId).orElseThrow(() -> notFound(policy, versionId));
  }

  private AwsException notFound(ManagedPolicy policy, String versionId) {
    return IamErrors.noSuchEntity(
        "Policy "
            + policy.arn(account.id())
            + " version "
            + versionId
            + " does not exist or is not attachable.");
  }

  private String authorized(Parameters in, Caller caller) {
    String arn = Names.policyArn(in);
    access.require(caller, in.required("Action"), arn);
    return arn;
  }

  private static Xml describe(Xml out, ManagedPolicy policy, Version version) {
    boolean inForce = version.id().equals(policy.defaultVersion());
    return out.text("VersionId", version.id())
        .text("IsDefaultVersion", Boolean.toString(inForce))
        .time("CreateDate", version.created());
  }
}
