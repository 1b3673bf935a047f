package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.auth.CredentialStore;
import com.eventbuspro.localaws.auth.PolicyAuthorizer;
import com.eventbuspro.localaws.http.AwsService;
import com.eventbuspro.localaws.query.Operation;
import com.eventbuspro.localaws.query.QueryService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** IAM of one account: who there is, what they may do, and the service that manages it. */
public final class Iam {
  private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

  private final Account account;
  private final Identities identities;
  private final PolicyAuthorizer authorizer;

  private Iam(Account account, Identities identities, Clock clock) {
    this.account = account;
    this.identities = identities;
    this.authorizer = new PolicyAuthorizer(identities, clock);
  }

  /**
   * Reads what is in the directory, which is made when missing. Every change is on the disk when it
   * is acknowledged.
   *
   * @throws java.io.UncheckedIOException when the directory cannot be used
   */
  public static Iam open(
      Path directory, String accountId, String rootKeyId, String rootSecret, Clock clock) {
    Account account = new Account(directory, accountId, clock);
    return new Iam(account, new Identities(account, rootKeyId, rootSecret), clock);
  }

  /** The access keys of root, users and sessions. */
  public CredentialStore credentials() {
    return identities;
  }

  /** Decides by the policies of users, roles and sessions. */
  public PolicyAuthorizer authorizer() {
    return authorizer;
  }

  /** The API. */
  public AwsService service() {
    Access access = new Access(authorizer, account.id());
    Map<String, Operation> operations = new HashMap<>();
    operations.putAll(new RoleOperations(account, access).all());
    operations.putAll(new GrantOperations(account, access, Holder.roles(account)).all());
    operations.putAll(new GrantOperations(account, access, Holder.users(account)).all());
    operations.putAll(new PolicyOperations(account, access).all());
    operations.putAll(new PolicyVersionOperations(account, access).all());
    operations.putAll(new UserOperations(account, access).all());
    return new QueryService("iam", NAMESPACE, operations);
  }

  /** Gives out temporary credentials of a role; who may have them is for the caller to decide. */
  public RoleSessions sessions() {
    return new RoleSessions(account);
  }
}
