package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.http.Caller;
import com.eventbuspro.localaws.query.Operation;
import com.eventbuspro.localaws.query.Parameters;
import com.eventbuspro.localaws.query.Xml;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The policies of roles or of users: inline ones, and managed ones that are attached. */
final class GrantOperations {
  private static final int MAX_ATTACHED = 20;

  private final Account account;
  private final Access access;
  private final Holder holder;

  GrantOperations(Account account, Access access, Holder holder) {
    this.account = account;
    this.access = access;
    this.holder = holder;
  }

  Map<String, Operation> all() {
    String kind = holder.kind();
    return Map.of(
        "Put" + kind + "Policy", this::put,
        "Get" + kind + "Policy", this::get,
        "List" + kind + "Policies", this::list,
        "Delete" + kind + "Policy", this::delete,
        "Attach" + kind + "Policy", this::attach,
        "Detach" + kind + "Policy", this::detach,
        "ListAttached" + kind + "Policies", this::listAttached);
  }

  private void put(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    String policy = Names.policy(in);
    String document = Documents.identityPolicy(in);
    holder.change(
        name,
        before -> {
          Grants after = before.withInline(policy, document);
          if (Documents.size(after) > holder.inlineLimit()) {
            throw IamErrors.limitExceeded(
                "Maximum policy size of "
                    + holder.inlineLimit()
                    + " bytes exceeded for "
                    + holder.kind().toLowerCase(Locale.ROOT)
                    + " "
                    + name);
          }
          return after;
        });
  }

  private void get(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    String policy = Names.policy(in);
    String document = holder.grants(name).inline().get(policy);
    if (document == null) {
      throw noSuchInline(policy);
    }
    out.text(holder.kind() + "Name", name).text("PolicyName", policy);
    Documents.add(out, "PolicyDocument", document);
  }

  private RuntimeException noSuchInline(String policy) {
    return IamErrors.noSuchEntity(
        "The "
            + holder.kind().toLowerCase(Locale.ROOT)
            + " policy with name "
            + policy
            + " cannot be found.");
  }

  private void list(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    List<String> names = List.copyOf(holder.grants(name).inline().keySet());
    Page<String> page = Page.of(in, names, policy -> policy);
    out.text("IsTruncated", Boolean.toString(page.marker().isPresent()))
        .text("Marker", page.marker())
        .texts("PolicyNames", page.items());
  }

  private void delete(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    String policy = Names.policy(in);
    holder.change(
        name,
        before -> {
          if (!before.inline().containsKey(policy)) {
            throw noSuchInline(policy);
          }
          return before.withoutInline(policy);
        });
  }

  private void attach(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    String arn = Names.policyArn(in);
    holder.change(
        name,
        before -> {
          if (account.findPolicy(arn).isEmpty()) {
            throw IamErrors.noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
          }
          Grants after = before.withAttached(arn);
          if (after.attached().size() > MAX_ATTACHED) {
            throw IamErrors.limitExceeded(
                "Cannot exceed quota for PoliciesPer" + holder.kind() + ": " + MAX_ATTACHED);
          }
          return after;
        });
  }

  private void detach(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    String arn = Names.policyArn(in);
    holder.change(
        name,
        before -> {
          if (!before.attached().contains(arn)) {
            throw IamErrors.noSuchEntity("Policy " + arn + " was not found.");
          }
          return before.withoutAttached(arn);
        });
  }

  private void listAttached(Parameters in, Caller caller, Xml out) {
    String name = authorized(in, caller);
    String prefix = Names.pathPrefix(in);
    List<ManagedPolicy> attached =
        holder.grants(name).attached().stream()
            .map(account::policy)
            .filter(policy -> policy.path().startsWith(prefix))
            .sorted(java.util.Comparator.comparing(ManagedPolicy::name))
            .toList();
    Page.of(in, attached, ManagedPolicy::name)
        .add(
            out,
            "AttachedPolicies",
            (xml, policy) ->
                xml.text("PolicyName", policy.name()).text("PolicyArn", policy.arn(account.id())));
  }

  private String authorized(Parameters in, Caller caller) {
    String name = holder.name(in);
    access.require(caller, in.required("Action"), holder.arn(name));
    return name;
  }
}
