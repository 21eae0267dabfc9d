package org.ostraka.ballot.web;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.ballot.server.Peers;
import org.ostraka.base.Fault;

/** The other ballot servers, over their HTTPS interface; this one shows itself as a node. */
public final class RemotePeers implements Peers, Closeable {
  private final Map<ServerId, RemoteBallotServer> servers = new TreeMap<>();

  /** Peers that are closed with this. */
  public RemotePeers(Collection<RemoteBallotServer> others) {
    others.forEach(server -> servers.put(server.id(), server));
  }

  @Override
  public List<ServerId> all() {
    return List.copyOf(servers.keySet());
  }

  @Override
  public ElectionStatus status(ServerId server, ElectionName election)
      throws Fault, IOException, InterruptedException {
    return view(server).election(election);
  }

  @Override
  public Optional<StoredFile> validFile(ServerId server, ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException {
    return view(server).validFile(election, name);
  }

  @Override
  public List<FileEntry> validFiles(
      ServerId server, ElectionName election, BallotPath after, int limit)
      throws Fault, IOException, InterruptedException {
    return view(server).validFiles(election, after, limit);
  }

  private RemoteView view(ServerId server) {
    RemoteBallotServer known = servers.get(server);
    if (known == null) {
      throw new IllegalArgumentException("no peer " + server);
    }
    return known.view();
  }

  @Override
  public void close() {
    servers.values().forEach(RemoteBallotServer::close);
  }
}
