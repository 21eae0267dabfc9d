package org.ostraka.bench.ballot;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Identity;

/** Connections of a voting process to every server of an organisation. */
final class Servers implements Closeable {
  private final List<RemoteBallotServer> servers;

  private Servers(List<RemoteBallotServer> servers) {
    this.servers = servers;
  }

  static Servers connect(TestOrganisation organisation) throws Fault {
    OrganisationDirectory directory = new OrganisationDirectory(organisation.directory());
    Identity voting = directory.votingIdentity();
    List<RemoteBallotServer> servers = new ArrayList<>();
    for (ServerAddress server : directory.read().servers()) {
      HostPort address = new HostPort(server.host(), server.apiPort());
      servers.add(new RemoteBallotServer(server.id(), address, voting));
    }
    return new Servers(servers);
  }

  List<? extends BallotFileSystem> fileSystems() {
    return servers;
  }

  /** Valid ballots on the server that has the fewest. */
  long validEverywhere(ElectionName election) throws Fault, IOException, InterruptedException {
    long fewest = Long.MAX_VALUE;
    for (RemoteBallotServer server : servers) {
      fewest = Math.min(fewest, server.view().election(election).tally().valid());
    }
    return fewest;
  }

  @Override
  public void close() {
    servers.forEach(RemoteBallotServer::close);
  }
}
