package com.eventbuspro.localaws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.localaws.Clients;
import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

class IamIT {
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},
        "Action":"sts:AssumeRole"}]}""";
  private static final String PUT =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kinesis:PutRecord","kinesis:PutRecords"],
        "Resource":"arn:aws:kinesis:us-east-1:000000000000:stream/a b+c"}]}""";

  @TempDir private Path directory;
  private LocalAws aws;
  private IamClient iam;

  @BeforeEach
  void start() {
    aws = LocalAws.start(LocalAwsConfig.in(directory).withPorts(0, 0));
    iam = Clients.root(aws).iam();
  }

  @AfterEach
  void stop() {
    iam.close();
    aws.close();
  }

  @Test
  void makesReadsChangesAndDeletesARole() {
    Role made =
        iam.createRole(
                r ->
                    r.roleName("producer")
                        .path("/event-bus/")
                        .description("Writes <flights> & more")
                        .assumeRolePolicyDocument(TRUST)
                        .maxSessionDuration(7200)
                        .tags(tag("owner", "flights")))
            .role();
    assertThat(made.arn()).isEqualTo("arn:aws:iam::000000000000:role/event-bus/producer");
    assertThat(made.roleId()).matches("AROA[A-Z2-7]{17}");

    iam.tagRole(r -> r.roleName("producer").tags(tag("stage", "dev"), tag("owner", "ops")));
    iam.untagRole(r -> r.roleName("producer").tagKeys("stage"));
    iam.updateRole(r -> r.roleName("producer").maxSessionDuration(3600));
    iam.updateAssumeRolePolicy(
        r -> r.roleName("producer").policyDocument(TRUST.replace("Allow", "Deny")));

    Role read = iam.getRole(r -> r.roleName("producer")).role();
    assertThat(read.description()).isEqualTo("Writes <flights> & more");
    assertThat(read.tags()).containsExactly(tag("owner", "ops"));
    assertThat(read.maxSessionDuration()).isEqualTo(3600);
    assertThat(decoded(read.assumeRolePolicyDocument())).isEqualTo(TRUST.replace("Allow", "Deny"));
    assertThat(iam.listRoleTags(r -> r.roleName("producer")).tags())
        .containsExactly(tag("owner", "ops"));

    iam.deleteRole(r -> r.roleName("producer"));
    assertFails(
        () -> iam.getRole(r -> r.roleName("producer")),
        404,
        "NoSuchEntity",
        "The role with name producer cannot be found.");
  }

  @Test
  void keepsInlinePoliciesAsWritten() {
    role("producer");
    iam.putRolePolicy(r -> r.roleName("producer").policyName("put").policyDocument(PUT));

    assertThat(iam.listRolePolicies(r -> r.roleName("producer")).policyNames())
        .containsExactly("put");
    assertThat(
            decoded(
                iam.getRolePolicy(r -> r.roleName("producer").policyName("put")).policyDocument()))
        .isEqualTo(PUT);
    assertFails(
        () -> iam.deleteRole(r -> r.roleName("producer")),
        409,
        "DeleteConflict",
        "Cannot delete entity, must delete policies first.");

    iam.deleteRolePolicy(r -> r.roleName("producer").policyName("put"));
    assertFails(
        () -> iam.getRolePolicy(r -> r.roleName("producer").policyName("put")),
        404,
        "NoSuchEntity",
        "The role policy with name put cannot be found.");
    iam.deleteRole(r -> r.roleName("producer"));
  }

  @Test
  void attachesManagedPoliciesAndKeepsFiveVersions() {
    role("producer");
    String arn =
        iam.createPolicy(
                r ->
                    r.policyName("put").path("/event-bus/").policyDocument(PUT).tags(tag("a", "b")))
            .policy()
            .arn();
    iam.attachRolePolicy(r -> r.roleName("producer").policyArn(arn));
    assertThat(iam.listAttachedRolePolicies(r -> r.roleName("producer")).attachedPolicies())
        .containsExactly(AttachedPolicy.builder().policyName("put").policyArn(arn).build());
    assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().attachmentCount()).isEqualTo(1);

    for (int i = 2; i <= 5; i++) {
      iam.createPolicyVersion(
          r -> r.policyArn(arn).policyDocument(PUT.replace("Allow", "Deny")).setAsDefault(true));
    }
    assertFails(
        () -> iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(PUT)),
        409,
        "LimitExceeded",
        "A managed policy can have up to 5 versions. Before you create a new version, you must"
            + " delete an existing version.");
    assertFails(
        () -> iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v5")),
        409,
        "DeleteConflict",
        "Cannot delete the default version of a policy.");
    iam.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v1"));
    assertThat(
            decoded(
                iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v1"))
                    .policyVersion()
                    .document()))
        .isEqualTo(PUT);
    for (PolicyVersion version : iam.listPolicyVersions(r -> r.policyArn(arn)).versions()) {
      if (!version.isDefaultVersion()) {
        iam.deletePolicyVersion(r -> r.policyArn(arn).versionId(version.versionId()));
      }
    }
    assertThat(iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(PUT)).policyVersion())
        .extracting(PolicyVersion::versionId)
        .isEqualTo("v6");
    iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v6"));

    assertFails(
        () -> iam.deletePolicy(r -> r.policyArn(arn)),
        409,
        "DeleteConflict",
        "Cannot delete a policy attached to entities.");
    iam.detachRolePolicy(r -> r.roleName("producer").policyArn(arn));
    iam.deletePolicy(r -> r.policyArn(arn));
    assertFails(
        () -> iam.getPolicy(r -> r.policyArn(arn)),
        404,
        "NoSuchEntity",
        "Policy " + arn + " was not found.");
  }

  @Test
  void listsByPathInPages() {
    for (int i = 0; i < 5; i++) {
      String name = "role-" + i;
      String path = i == 4 ? "/other/" : "/event-bus/dev/";
      iam.createRole(r -> r.roleName(name).path(path).assumeRolePolicyDocument(TRUST));
    }
    var first = iam.listRoles(r -> r.pathPrefix("/event-bus/").maxItems(3));
    assertThat(first.isTruncated()).isTrue();
    var second = iam.listRoles(r -> r.pathPrefix("/event-bus/").maxItems(3).marker(first.marker()));
    assertThat(second.isTruncated()).isFalse();
    assertThat(names(first.roles())).containsExactly("role-0", "role-1", "role-2");
    assertThat(names(second.roles())).containsExactly("role-3");
  }

  private static List<String> names(List<Role> roles) {
    return roles.stream().map(Role::roleName).toList();
  }

  @Test
  void refusesWhatIamRefuses() {
    role("producer");
    assertFails(
        () -> role("Producer"),
        409,
        "EntityAlreadyExists",
        "Role with name Producer already exists.");
    assertFails(
        () -> iam.createRole(r -> r.roleName("a b").assumeRolePolicyDocument(TRUST)),
        400,
        "ValidationError",
        "1 validation error detected: Value 'a b' at 'roleName' failed to satisfy constraint: Member"
            + " must satisfy regular expression pattern: [\\w+=,.@-]+");
    assertFails(
        () -> iam.createRole(r -> r.roleName("x".repeat(65)).assumeRolePolicyDocument(TRUST)),
        400,
        "ValidationError",
        "1 validation error detected: Value '"
            + "x".repeat(65)
            + "' at 'roleName' failed to satisfy constraint: Member must have length less than or"
            + " equal to 64");
    assertFails(
        () -> iam.putRolePolicy(r -> r.roleName("producer").policyName("p").policyDocument("{")),
        400,
        "MalformedPolicyDocument",
        "This policy contains invalid Json");
    assertFails(
        () ->
            iam.attachRolePolicy(
                r -> r.roleName("producer").policyArn("arn:aws:iam::aws:policy/X")),
        404,
        "NoSuchEntity",
        "Policy arn:aws:iam::aws:policy/X does not exist or is not attachable.");
    assertFails(
        () ->
            iam.putRolePolicy(
                r ->
                    r.roleName("producer")
                        .policyName("long")
                        .policyDocument(
                            PUT.replace("a b+c", "s".repeat(Documents.MAX_INLINE_OF_ROLE)))),
        409,
        "LimitExceeded",
        "Maximum policy size of 10240 bytes exceeded for role producer");
  }

  @Test
  void survivesARestart() {
    role("producer");
    iam.putRolePolicy(r -> r.roleName("producer").policyName("put").policyDocument(PUT));
    String arn = iam.createPolicy(r -> r.policyName("p").policyDocument(PUT)).policy().arn();
    iam.attachRolePolicy(r -> r.roleName("producer").policyArn(arn));
    Role before = iam.getRole(r -> r.roleName("producer")).role();

    stop();
    start();

    assertThat(iam.getRole(r -> r.roleName("producer")).role()).isEqualTo(before);
    assertThat(iam.listRolePolicies(r -> r.roleName("producer")).policyNames())
        .containsExactly("put");
    assertThat(iam.listAttachedRolePolicies(r -> r.roleName("producer")).attachedPolicies())
        .hasSize(1);
  }

  private void role(String name) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  private static void assertFails(ThrowingCallable call, int status, String code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IamException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(e.statusCode()).isEqualTo(status);
            });
  }
}
