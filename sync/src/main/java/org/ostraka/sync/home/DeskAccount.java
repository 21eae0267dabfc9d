package org.ostraka.sync.home;

import org.ostraka.base.HostPort;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.web.HubAddress;

/**
 * Where a desk is signed in, and as whom.
 *
 * @param token the secret by which the hub knows the desk, until it is revoked there
 */
public record DeskAccount(HubAddress hub, UserName user, DeskName desk, String token) {

  /** The token is not for logs. */
  @Override
  public String toString() {
    return user + " on desk " + desk + " at " + hub.address();
  }

  /** As the file has it. */
  record Form(String hub, String fingerprint, String user, String desk, String token) {
    static Form of(DeskAccount account) {
      return new Form(
          account.hub.address().toString(),
          account.hub.fingerprint(),
          account.user.text(),
          account.desk.text(),
          account.token);
    }

    DeskAccount account() {
      return new DeskAccount(
          new HubAddress(HostPort.parse(hub), fingerprint),
          new UserName(user),
          new DeskName(desk),
          token);
    }
  }
}
