package org.ostraka.app.serve;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Identity;

/**
 * The organisation's ballot servers, as this node asks them: through their own interface, and in
 * two roles that stay apart. Whoever administers cannot cast, and whoever casts cannot administer.
 */
final class Elections implements Closeable {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long PAUSE_MILLIS = 50;

  private final OrganisationDirectory organisation;
  private final List<RemoteBallotServer> operators;
  private final List<RemoteBallotServer> booths;

  private Elections(
      OrganisationDirectory organisation,
      List<RemoteBallotServer> operators,
      List<RemoteBallotServer> booths) {
    this.organisation = organisation;
    this.operators = operators;
    this.booths = booths;
  }

  static Elections of(OrganisationDirectory organisation) throws Fault {
    List<ServerAddress> servers = organisation.read().servers();
    return new Elections(
        organisation,
        as(organisation.operatorIdentity(), servers),
        as(organisation.votingIdentity(), servers));
  }

  private static List<RemoteBallotServer> as(Identity identity, List<ServerAddress> servers) {
    return servers.stream()
        .map(server -> new RemoteBallotServer(server.id(), server.apiAddress(), identity))
        .toList();
  }

  /** What elections have unless they are created otherwise. */
  ElectionOptions defaults() throws Fault {
    return organisation.read().defaults();
  }

  /** A server that answers, for whoever administers. */
  RemoteBallotServer operator() throws IOException, InterruptedException {
    return answering(operators);
  }

  /** All servers, for whoever administers. */
  List<RemoteBallotServer> all() {
    return operators;
  }

  /** A server that answers, for whoever votes. */
  RemoteBallotServer booth() throws IOException, InterruptedException {
    return answering(booths);
  }

  /** The first one that accepts ballots; else the first, which then says itself what is wrong. */
  private static RemoteBallotServer answering(List<RemoteBallotServer> servers)
      throws IOException, InterruptedException {
    for (RemoteBallotServer server : servers) {
      if (servers.size() == 1 || accepts(server)) {
        return server;
      }
    }
    return servers.getFirst();
  }

  private static boolean accepts(RemoteBallotServer server)
      throws IOException, InterruptedException {
    try {
      return server.view().status().acceptsBallots();
    } catch (Fault _) {
      return false;
    }
  }

  /** The server at which a ballot was cast. */
  RemoteBallotServer booth(ServerId server) throws Fault {
    return booths.stream()
        .filter(it -> it.id().equals(server))
        .findFirst()
        .orElseThrow(
            () -> new Fault(FaultKind.NOT_FOUND, "receipt-unknown", "no server gave this receipt"));
  }

  /** Waits until a server has caught up with the others and knows a leader. */
  void awaitServing() throws Fault, IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        if (operator().view().status().log().leader().isPresent()) {
          operator().view().elections(); // refused while it is catching up
          return;
        }
      } catch (Fault e) {
        if (e.kind() != FaultKind.UNAVAILABLE || System.nanoTime() > deadline) {
          throw e;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  @Override
  public void close() {
    List<RemoteBallotServer> remotes = new ArrayList<>(operators);
    remotes.addAll(booths);
    remotes.forEach(RemoteBallotServer::close);
  }
}
