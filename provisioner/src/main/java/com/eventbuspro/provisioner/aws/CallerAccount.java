package com.eventbuspro.provisioner.aws;

import com.eventbuspro.provisioner.ownership.Account;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Which account our credentials belong to: asked once, since it cannot change. */
final class CallerAccount implements Supplier<Account> {
  private final StsClient sts;
  private volatile @Nullable Account known;

  CallerAccount(StsClient sts) {
    this.sts = sts;
  }

  @Override
  public Account get() {
    Account account = known;
    if (account == null) {
      GetCallerIdentityResponse caller =
          SdkFailures.read("Asking whose credentials these are", sts::getCallerIdentity);
      account = new Account(caller.arn().split(":", 3)[1], caller.account());
      known = account;
    }
    return account;
  }
}
