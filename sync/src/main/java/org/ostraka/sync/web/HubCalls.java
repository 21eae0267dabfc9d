package org.ostraka.sync.web;

import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Session;
import org.ostraka.web.Call;

/** What requests to a hub name, and who makes them. */
public final class HubCalls {

  private HubCalls() {}

  /** Who is signed in. */
  public static Principal principal(Call<Session> call) {
    return call.caller().principal();
  }

  /** Whoever calls, for the audit log. */
  public static Actor actor(Call<Session> call) {
    return new Actor(principal(call).user().text(), call.address());
  }

  static RepositoryName repository(Call<Session> call) throws Fault {
    return call.path("repository", RepositoryName::new);
  }

  static NodeId node(Call<Session> call) throws Fault {
    return call.path("node", NodeId::parse);
  }
}
