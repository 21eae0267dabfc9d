package org.ostraka.sync.account;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.durable.Database;

/** Who may do what on one hub: the tables of one database and the sessions that are in use. */
public final class Accounts implements Closeable {
  private final AccountParts parts;
  private final Users users;
  private final Groups groups;
  private final Desks desks;
  private final Repositories repositories;
  private final Grants grants;
  private final SecondFactors secondFactors;
  private final Sessions sessions;
  private final FirstSeat firstSeat;
  private final ShareLinks links;

  private Accounts(AccountParts parts) {
    this.parts = parts;
    this.users = new Users(parts);
    this.groups = new Groups(parts);
    this.desks = new Desks(parts);
    this.repositories = new Repositories(parts);
    this.grants = new Grants(parts);
    this.secondFactors = new SecondFactors(parts);
    this.sessions = new Sessions(parts, users, secondFactors);
    this.firstSeat = new FirstSeat(parts, users, sessions);
    this.links = new ShareLinks(parts);
  }

  /** Opens the database, and makes it if it does not exist. */
  public static Accounts open(Path file, InstantSource clock) throws IOException, Fault {
    return new Accounts(AccountParts.of(Database.open(file, Accounts.class), clock));
  }

  public Users users() {
    return users;
  }

  public Groups groups() {
    return groups;
  }

  public Desks desks() {
    return desks;
  }

  public Repositories repositories() {
    return repositories;
  }

  public Grants grants() {
    return grants;
  }

  public Sessions sessions() {
    return sessions;
  }

  public SecondFactors secondFactors() {
    return secondFactors;
  }

  public FirstSeat firstSeat() {
    return firstSeat;
  }

  public ShareLinks links() {
    return links;
  }

  public KeptSettings settings() {
    return parts.kept();
  }

  public AuditLog audit() {
    return parts.audit();
  }

  /**
   * The grant at a folder because of which a user has this right there.
   *
   * @return empty if the grants changed meanwhile
   */
  public Optional<Grant> deciding(RepositoryName repository, NodeId at, UserName user, Right right)
      throws Fault, IOException {
    List<Grant> there =
        grants.list(repository).stream().filter(grant -> grant.folder().equals(at)).toList();
    Optional<Grant> own =
        there.stream().filter(grant -> grant.holder().equals(new Holder.OfUser(user))).findAny();
    Map<String, List<String>> members = groups.list();
    return own.or(() ->
        there.stream()
            .filter(grant -> grant.right() == right)
            .filter(grant ->
                grant.holder() instanceof Holder.OfGroup(GroupName group)
                    && members.getOrDefault(group.text(), List.of()).contains(user.text()))
            .findAny());
  }

  /** Wakes and refuses whatever waits in anybody's name, as when the hub stops. */
  public void endSessions() {
    parts.live().end(_ -> true);
  }

  /** Ends every session, and then the database. */
  @Override
  public void close() throws IOException {
    endSessions();
    parts.database().close();
  }
}
