package org.ostraka.ballot.web;

import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Peer;
import org.ostraka.web.Call;

/** What requests to a ballot server name. */
final class BallotCalls {

  private BallotCalls() {}

  static ElectionName election(Call<Peer> call) throws Fault {
    return call.path("election", ElectionName::new);
  }

  /** The last part of the path. */
  static String part(Call<Peer> call) throws Fault {
    return call.path("part", part -> part);
  }

  /** A path in the election's namespace; the root where it is not given. */
  static BallotPath path(Call<Peer> call, String parameter) throws Fault {
    return Call.parse(call.text(parameter).orElse(""), BallotPath::new);
  }
}
