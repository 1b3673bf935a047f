package com.eventbuspro.localaws.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.localaws.auth.policy.PolicyDocument.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies say, one line a case. Single quotes stand for JSON's double ones. */
class PolicyEvaluationTest {
  private static final String STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/";

  @ParameterizedTest(name = "{0} | {1} | {2} on {3}: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # actions                              | resources        | asked                | on      | verdict
          'Action':'kinesis:PutRecord'           | 'Resource':'*'   | kinesis:PutRecord    | a       | ALLOWED
          'Action':'KINESIS:putrecord'           | 'Resource':'*'   | kinesis:PutRecord    | a       | ALLOWED
          'Action':'kinesis:Put*'                | 'Resource':'*'   | kinesis:PutRecords   | a       | ALLOWED
          'Action':'kinesis:Put*'                | 'Resource':'*'   | kinesis:GetRecords   | a       | SILENT
          'Action':'kinesis:?utRecord'           | 'Resource':'*'   | kinesis:PutRecord    | a       | ALLOWED
          'Action':'kinesis:PutRecord?'          | 'Resource':'*'   | kinesis:PutRecord    | a       | SILENT
          'Action':'*'                           | 'Resource':'*'   | s3:GetObject         | a       | ALLOWED
          'Action':['s3:*','kinesis:*']          | 'Resource':'*'   | kinesis:PutRecord    | a       | ALLOWED
          'NotAction':'kinesis:Delete*'          | 'Resource':'*'   | kinesis:PutRecord    | a       | ALLOWED
          'NotAction':'kinesis:Delete*'          | 'Resource':'*'   | kinesis:DeleteStream | a       | SILENT
          'Action':'kinesis:*'                   | 'Resource':'@a'  | kinesis:PutRecord    | a       | ALLOWED
          'Action':'kinesis:*'                   | 'Resource':'@a'  | kinesis:PutRecord    | ab      | SILENT
          'Action':'kinesis:*'                   | 'Resource':'@a'  | kinesis:PutRecord    | A       | SILENT
          'Action':'kinesis:*'                   | 'Resource':'@a*' | kinesis:PutRecord    | ab      | ALLOWED
          'Action':'kinesis:*'                   | 'Resource':['@b','@c'] | kinesis:PutRecord | c    | ALLOWED
          'Action':'kinesis:*'                   | 'NotResource':'@a' | kinesis:PutRecord  | b       | ALLOWED
          'Action':'kinesis:*'                   | 'NotResource':'@a' | kinesis:PutRecord  | a       | SILENT
          'Action':'kinesis:*'                   | 'Resource':'@${aws:username}' | kinesis:PutRecord | amelia | ALLOWED
          'Action':'kinesis:*'                   | 'Resource':'@${aws:username}' | kinesis:PutRecord | bessie | SILENT
          'Action':'kinesis:*'                   | 'Resource':'@${aws:nothing}'  | kinesis:PutRecord | a      | SILENT
          """)
  void actionsAndResources(
      String actions, String resources, String asked, String on, Verdict expected) {
    String policy = "{'Statement':{'Effect':'Allow'," + actions + "," + resources + "}}";
    assertThat(
            PolicyDocument.parseIdentityPolicy(json(policy.replace("@", STREAM)))
                .decide(asked, STREAM + on, PolicyEvaluationTest::facts))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # one condition                                            | verdict
          'StringEquals':{'aws:username':'amelia'}                   | ALLOWED
          'StringEquals':{'AWS:UserName':['bessie','amelia']}        | ALLOWED
          'StringEquals':{'aws:username':'Amelia'}                   | SILENT
          'StringEquals':{'aws:username':'am*'}                      | SILENT
          'StringEquals':{'no:key':'x'}                              | SILENT
          'StringEqualsIfExists':{'no:key':'x'}                      | ALLOWED
          'StringEqualsIfExists':{'aws:username':'x'}                | SILENT
          'StringEqualsIgnoreCase':{'aws:username':'AMELIA'}         | ALLOWED
          'StringNotEquals':{'aws:username':'bessie'}                | ALLOWED
          'StringNotEquals':{'aws:username':['bessie','amelia']}     | SILENT
          'StringNotEquals':{'no:key':'x'}                           | ALLOWED
          'StringLike':{'aws:username':'a*a'}                        | ALLOWED
          'StringLike':{'aws:username':'a?elia'}                     | ALLOWED
          'StringNotLike':{'aws:username':'a*'}                      | SILENT
          'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/*'}     | ALLOWED
          'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::000000000000:user/amelia'} | ALLOWED
          'ArnLike':{'aws:PrincipalArn':'arn:*:user/amelia'}         | SILENT
          'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/*'}  | ALLOWED
          'Bool':{'aws:SecureTransport':'true'}                      | ALLOWED
          'Bool':{'aws:SecureTransport':true}                        | ALLOWED
          'Bool':{'aws:SecureTransport':'false'}                     | SILENT
          'BoolIfExists':{'aws:MultiFactorAuthPresent':'true'}       | ALLOWED
          'Null':{'aws:TokenIssueTime':'true'}                       | ALLOWED
          'Null':{'aws:username':'true'}                             | SILENT
          'Null':{'aws:username':'false'}                            | ALLOWED
          'NumericEquals':{'s3:max-keys':'10.0'}                     | ALLOWED
          'NumericLessThan':{'s3:max-keys':'11'}                     | ALLOWED
          'NumericLessThan':{'s3:max-keys':10}                       | SILENT
          'NumericLessThanEquals':{'s3:max-keys':10}                 | ALLOWED
          'NumericGreaterThan':{'s3:max-keys':'9'}                   | ALLOWED
          'NumericGreaterThanEquals':{'s3:max-keys':'11'}            | SILENT
          'NumericNotEquals':{'s3:max-keys':'9'}                     | ALLOWED
          'NumericEquals':{'aws:username':'9'}                       | SILENT
          'DateLessThan':{'aws:CurrentTime':'2027-01-01T00:00:00Z'}  | ALLOWED
          'DateGreaterThan':{'aws:CurrentTime':'2027-01-01'}         | SILENT
          'DateGreaterThanEquals':{'aws:CurrentTime':'1767225600'}   | ALLOWED
          'DateLessThan':{'aws:CurrentTime':'soon'}                  | SILENT
          'IpAddress':{'aws:SourceIp':'127.0.0.0/8'}                 | ALLOWED
          'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}                  | SILENT
          'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'}               | ALLOWED
          'ForAllValues:StringEquals':{'aws:TagKeys':['a','b','c']}  | ALLOWED
          'ForAllValues:StringEquals':{'aws:TagKeys':['a']}          | SILENT
          'ForAllValues:StringEquals':{'no:key':['a']}               | ALLOWED
          'ForAnyValue:StringEquals':{'aws:TagKeys':['b','x']}       | ALLOWED
          'ForAnyValue:StringEquals':{'aws:TagKeys':['x']}           | SILENT
          'ForAnyValue:StringEquals':{'no:key':['x']}                | SILENT
          'StringEquals':{'aws:username':'${aws:username}'}          | ALLOWED
          'StringEquals':{'aws:username':'amelia','no:key':'x'}      | SILENT
          'StringEquals':{'aws:username':'amelia'},'Bool':{'aws:SecureTransport':'true'}  | ALLOWED
          'StringEquals':{'aws:username':'amelia'},'Bool':{'aws:SecureTransport':'false'} | SILENT
          """)
  void conditions(String conditions, Verdict expected) {
    String policy =
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{"
            + conditions
            + "}}}";
    assertThat(
            PolicyDocument.parseIdentityPolicy(json(policy))
                .decide("s3:ListBucket", "arn:aws:s3:::lake", PolicyEvaluationTest::facts))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # who it names                                                          | verdict
          'Principal':'*'                                                         | ALLOWED
          'Principal':{'AWS':'*'}                                                 | ALLOWED
          'Principal':{'AWS':'arn:aws:iam::000000000000:role/producer'}           | ALLOWED
          'Principal':{'AWS':'arn:aws:sts::000000000000:assumed-role/producer/s'} | ALLOWED
          'Principal':{'AWS':'arn:aws:iam::000000000000:root'}                    | ALLOWED_TO_ACCOUNT
          'Principal':{'AWS':'000000000000'}                                      | ALLOWED_TO_ACCOUNT
          'Principal':{'AWS':'111111111111'}                                      | SILENT
          'Principal':{'AWS':['111111111111','arn:aws:iam::000000000000:role/producer']} | ALLOWED
          'Principal':{'AWS':'arn:aws:iam::000000000000:role/other'}              | SILENT
          'Principal':{'Service':'flink.amazonaws.com'}                           | SILENT
          'NotPrincipal':{'AWS':'arn:aws:iam::000000000000:role/other'}           | ALLOWED
          'NotPrincipal':{'AWS':'arn:aws:iam::000000000000:role/producer'}        | SILENT
          """)
  void principals(String principal, Verdict expected) {
    Principal caller =
        new Principal(
            "000000000000",
            "arn:aws:sts::000000000000:assumed-role/producer/s",
            "arn:aws:iam::000000000000:role/producer");
    String policy =
        "{'Statement':{'Effect':'Allow'," + principal + ",'Action':'s3:*','Resource':'*'}}";
    PolicyDocument read = PolicyDocument.parseResourcePolicy(json(policy));
    assertThat(
            read.decide(caller, "s3:GetObject", "arn:aws:s3:::lake/a", PolicyEvaluationTest::facts))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "Allow, Deny, DENIED",
    "Deny, Allow, DENIED",
    "Allow, Allow, ALLOWED",
    "Deny, Deny, DENIED"
  })
  void anExplicitDenyWins(String first, String second, Verdict expected) {
    String statement = "{'Effect':'%s','Action':'*','Resource':'*'}";
    String policy =
        "{'Version':'2012-10-17','Id':'x','Statement':["
            + statement.formatted(first)
            + ","
            + statement.formatted(second)
            + "]}";
    assertThat(
            PolicyDocument.parseIdentityPolicy(json(policy))
                .decide("s3:GetObject", "arn:aws:s3:::lake/a", PolicyEvaluationTest::facts))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {                                                                           | This policy contains invalid Json
          []                                                                          | Syntax errors in policy.
          {'Statement':[]}                                                            | Syntax errors in policy.
          {'Version':'2020-01-01','Statement':[]}                                     | The policy must contain a valid version string
          {'Statement':{'Effect':'allow','Action':'*','Resource':'*'}}                | Syntax errors in policy.
          {'Statement':{'Effect':'Allow','Resource':'*'}}                             | Policy statement must contain actions.
          {'Statement':{'Effect':'Allow','Action':'*'}}                               | Policy statement must contain resources.
          {'Statement':{'Effect':'Allow','Action':'PutRecord','Resource':'*'}}        | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
          {'Statement':{'Effect':'Allow','Action':'*','Resource':'stream'}}           | Resource stream must be in ARN format or "*".
          {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}}| Policy document should not specify a principal.
          {'Statement':{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}}| Syntax errors in policy.
          {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Extra':1}}      | Syntax errors in policy.
          {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Sounds':{'a':'b'}}}} | Invalid Condition type : Sounds.
          {'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}}                 | Syntax errors in policy.
          """)
  void refusesWhatIamRefuses(String policy, String message) {
    assertThatThrownBy(() -> PolicyDocument.parseIdentityPolicy(json(policy)))
        .isInstanceOf(PolicySyntaxException.class)
        .hasMessage(message);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static List<String> facts(String key) {
    assertThat(key).isEqualTo(key.toLowerCase(Locale.ROOT));
    List<String> values = new ArrayList<>();
    switch (key) {
      case "aws:username" -> values.add("amelia");
      case "aws:principalarn" -> values.add("arn:aws:iam::000000000000:user/amelia");
      case "aws:securetransport" -> values.add("true");
      case "aws:sourceip" -> values.add("127.0.0.1");
      case "aws:currenttime" -> values.add("2026-11-22T12:00:00Z");
      case "s3:max-keys" -> values.add("10");
      case "aws:tagkeys" -> values.addAll(List.of("a", "b"));
      default -> {}
    }
    return values;
  }
}
