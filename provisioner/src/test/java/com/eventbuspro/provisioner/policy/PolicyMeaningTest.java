package com.eventbuspro.provisioner.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PolicyMeaningTest {
  @Test
  void theWayItIsWrittenDoesNotMatter() {
    String one =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "A", "Effect": "Allow", "Action": ["kinesis:PutRecord", "kinesis:ListShards"],
           "Resource": "arn:x"},
          {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["b", "a"],
           "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
        """;
    String other =
        """
        {"Statement": [
          {"Resource": ["a", "b"], "Principal": {"AWS": ["*"]}, "Effect": "Deny",
           "Action": ["S3:*"], "Condition": {"Bool": {"aws:securetransport": ["false"]}}},
          {"Effect": "Allow", "Resource": ["arn:x"],
           "Action": ["kinesis:listshards", "kinesis:putrecord"]}],
         "Version": "2012-10-17"}
        """;
    assertThat(meaning(one)).isEqualTo(meaning(other));
  }

  @Test
  void anAccountNumberIsItsRoot() {
    String number = "{\"Statement\":{\"Principal\":{\"AWS\":\"123456789012\"}}}";
    String arn = "{\"Statement\":[{\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"}}]}";
    assertThat(meaning(number)).isEqualTo(meaning(arn));
  }

  @Test
  void whatItAllowsDoesMatter() {
    String one = Policies.allow(List.of("kinesis:PutRecord"), "arn:one");
    assertThat(meaning(one))
        .isNotEqualTo(meaning(Policies.allow(List.of("kinesis:PutRecord"), "arn:ONE")))
        .isNotEqualTo(meaning(Policies.allow(List.of("kinesis:*"), "arn:one")))
        .isNotEqualTo(meaning(one.replace("Allow", "Deny")))
        .isNotEqualTo(meaning(one.replace("2012-10-17", "2008-10-17")));
  }

  @Test
  void whatIsNoPolicyEqualsNone() {
    assertThat(meaning("no json").isString()).isTrue();
    assertThat(meaning("[1]").isString()).isTrue();
    assertThat(meaning("{\"Statement\":\"x\"}")).isNotEqualTo(meaning("{\"Statement\":[]}"));
    assertThat(meaning("{\"Statement\":[{\"Condition\":{\"Bool\":7}}]}")).isNotNull();
  }

  @Test
  void textFromOutsideCannotLeaveItsPlace() {
    String arn = "arn:x\"},{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*";
    JsonNode meaning = meaning(Policies.allow(List.of("kinesis:PutRecord"), arn));
    assertThat(meaning.path("statements")).hasSize(1);
    assertThat(meaning.path("statements").path(0).path("Resource").path(0).stringValue())
        .isEqualTo(arn);
  }

  private static JsonNode meaning(String document) {
    return PolicyMeaning.of(document, "aws");
  }
}
