package org.ostraka.sync.account;

import org.ostraka.sync.UserName;

/** Who holds a right: a user or a group. */
public sealed interface Holder {

  /** One user. */
  record OfUser(UserName user) implements Holder {
    @Override
    public String toString() {
      return user.text();
    }
  }

  /** Everybody in a group. */
  record OfGroup(GroupName group) implements Holder {
    @Override
    public String toString() {
      return "@" + group.text();
    }
  }

  /** Parses {@code user} or {@code @group}. */
  static Holder parse(String text) {
    return text.startsWith("@")
        ? new OfGroup(new GroupName(text.substring(1)))
        : new OfUser(new UserName(text));
  }
}
