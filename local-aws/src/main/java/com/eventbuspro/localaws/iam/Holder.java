package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.query.Parameters;
import java.util.function.UnaryOperator;

/** Something that policies can be put on: a role or a user. */
interface Holder {
  /** As it stands in operation names: {@code Role} or {@code User}. */
  String kind();

  /** Name of the holder a call is about. */
  String name(Parameters in);

  /** ARN of the holder, whether or not it exists. */
  String arn(String name);

  /** Its policies; an error when there is no such holder. */
  Grants grants(String name);

  /** Changes its policies, durably. */
  void change(String name, UnaryOperator<Grants> change);

  /** How many characters its inline policies may have together. */
  int inlineLimit();

  /** All roles of an account. */
  static Holder roles(Account account) {
    return new Holder() {
      @Override
      public String kind() {
        return "Role";
      }

      @Override
      public String name(Parameters in) {
        return Names.role(in);
      }

      @Override
      public String arn(String name) {
        return account
            .findRole(name)
            .map(role -> role.arn(account.id()))
            .orElse("arn:aws:iam::" + account.id() + ":role/" + name);
      }

      @Override
      public Grants grants(String name) {
        return account.role(name).grants();
      }

      @Override
      public void change(String name, UnaryOperator<Grants> change) {
        account.changeRole(name, role -> role.withGrants(change.apply(role.grants())));
      }

      @Override
      public int inlineLimit() {
        return Documents.MAX_INLINE_OF_ROLE;
      }
    };
  }

  /** All users of an account. */
  static Holder users(Account account) {
    return new Holder() {
      @Override
      public String kind() {
        return "User";
      }

      @Override
      public String name(Parameters in) {
        return Names.user(in);
      }

      @Override
      public String arn(String name) {
        return "arn:aws:iam::" + account.id() + ":user/" + name;
      }

      @Override
      public Grants grants(String name) {
        return account.user(name).grants();
      }

      @Override
      public void change(String name, UnaryOperator<Grants> change) {
        account.changeUser(name, user -> user.withGrants(change.apply(user.grants())));
      }

      @Override
      public int inlineLimit() {
        return Documents.MAX_INLINE_OF_USER;
      }
    };
  }
}
