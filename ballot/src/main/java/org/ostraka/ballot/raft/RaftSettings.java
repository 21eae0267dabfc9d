package org.ostraka.ballot.raft;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.identity.Identity;

/**
 * What one server must know to take part in the log.
 *
 * @param members all ballot servers, the same list in the same order on each: the first {@value
 *     #MAX_VOTERS} vote, the others listen
 * @param directory the server's own data directory, on the file system of its tables; {@code raft},
 *     {@code incoming}, {@code outgoing} and the marker files in it belong to this package
 * @param identity what the server shows the others, and by which it knows them; without one, which
 *     is for tests only, connections are open to everybody
 * @param snapshots how much log is kept
 */
public record RaftSettings(
    ServerId self,
    List<RaftMember> members,
    Path directory,
    RaftTiming timing,
    Optional<Identity> identity,
    SnapshotInterval snapshots) {

  /** Servers beyond this many are listeners: a larger majority would only cost time. */
  public static final int MAX_VOTERS = 5;

  /** Copies the list; {@link IllegalArgumentException} if it lacks this server or repeats one. */
  public RaftSettings {
    members = List.copyOf(members);
    Set<ServerId> ids = new HashSet<>();
    for (RaftMember member : members) {
      if (!ids.add(member.id())) {
        throw new IllegalArgumentException("server %s is listed twice".formatted(member.id()));
      }
    }
    if (!ids.contains(self)) {
      throw new IllegalArgumentException(
          "server %s is not among the members %s".formatted(self, ids));
    }
  }

  RaftMember member(ServerId id) {
    return members.stream().filter(member -> member.id().equals(id)).findFirst().orElseThrow();
  }

  boolean votes(ServerId id) {
    return members.indexOf(member(id)) < MAX_VOTERS;
  }

  Path log() {
    return directory.resolve("raft");
  }

  /** Where another server's tables arrive. */
  Path incoming() {
    return directory.resolve("incoming");
  }

  /** Where copies of the own tables wait to be fetched. */
  Path outgoing() {
    return directory.resolve("outgoing");
  }
}
