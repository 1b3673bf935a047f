package com.eventbuspro.provisioner.ownership;

import java.util.regex.Pattern;

/**
 * An AWS account.
 *
 * @param partition what its ARNs begin with: {@code aws}, {@code aws-cn}
 * @param id twelve digits
 */
public record Account(String partition, String id) {
  private static final Pattern PARTITION = Pattern.compile("aws[a-z-]*");
  private static final Pattern ID = Pattern.compile("[0-9]{12}");

  public Account {
    if (!PARTITION.matcher(partition).matches() || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException("Not an AWS account: " + partition + ", " + id);
    }
  }

  /** The ARN of a stream of this account. */
  public String streamArn(String region, String stream) {
    return "arn:" + partition + ":kinesis:" + region + ":" + id + ":stream/" + stream;
  }
}
