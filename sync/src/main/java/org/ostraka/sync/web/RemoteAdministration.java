package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubConnection.encode;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.base.ProgramVersion;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Repositories.Attachment;
import org.ostraka.sync.account.Right;

/** A hub as an administrator uses it, over its HTTPS interface. */
public final class RemoteAdministration implements Closeable {
  private final HubConnection connection;

  /** With the token of an administrator's session. */
  public RemoteAdministration(HubAddress hub, String token) {
    this.connection = new HubConnection(hub, token);
  }

  /**
   * As whoever can read the folder of a hub that runs on this machine.
   *
   * @throws Fault NOT_FOUND if none runs
   */
  public static RemoteAdministration local(Path directory) throws IOException, Fault {
    HubServer.LocalAccess access = HubServer.LocalAccess.read(directory);
    HostPort address = new HostPort("127.0.0.1", access.port());
    return new RemoteAdministration(new HubAddress(address, access.fingerprint()), access.token());
  }

  /** A user; 0 bytes for no quota. */
  public record User(UserName name, boolean admin, long quotaBytes, Instant made) {}

  /**
   * A repository.
   *
   * @param svn the server that it is attached to; empty where the hub keeps the history
   * @param historyUrl where a Subversion client finds the history
   */
  public record Repository(
      RepositoryName name, String svn, String historyUrl, long quotaBytes, Instant made) {}

  /** A right; {@code path} is empty if the folder is not there now. */
  public record Given(String path, String holder, String right) {}

  /**
   * A desk.
   *
   * @param version which release its program is; empty if it never said
   * @param positions up to which journal position it has each repository
   */
  public record Desk(
      DeskName name,
      UserName user,
      Optional<ProgramVersion> version,
      boolean online,
      Map<String, Long> positions) {}

  /** How a repository stands; see the API's description. */
  public record Standing(
      RepositoryName name,
      long position,
      int nodes,
      long storedBytes,
      long historyPosition,
      long historyRevision,
      String historyTrouble) {}

  /** How the hub stands; counts are since it started. */
  public record Status(
      ProgramVersion version,
      long uptimeMillis,
      int desksOnline,
      long changes,
      long bytesIn,
      long bytesOut,
      long usableBytes,
      List<Standing> repositories) {}

  private void act(String method, String path, Object body)
      throws Fault, IOException, InterruptedException {
    Map<?, ?> _ = connection.json(method, path, body, Map.class);
  }

  /** Adds a user. */
  public void addUser(UserName name, String password, boolean admin)
      throws Fault, IOException, InterruptedException {
    act("POST", AccountRoutes.USERS, new Forms.NewUser(name.text(), password, admin));
  }

  /** Sets another password and ends the user's sessions. */
  public void changePassword(UserName name, String password)
      throws Fault, IOException, InterruptedException {
    act(
        "PUT",
        AccountRoutes.USERS + "/" + encode(name) + "/password",
        new Forms.NewPassword(password));
  }

  /** Changes how much the files may have which the user was the last to change; 0 for no limit. */
  public void changeQuota(UserName name, long quotaBytes)
      throws Fault, IOException, InterruptedException {
    act("PUT", AccountRoutes.USERS + "/" + encode(name) + "/quota", new Forms.NewQuota(quotaBytes));
  }

  /** Changes how much a repository's chunks may take; 0 for no limit. */
  public void changeQuota(RepositoryName name, long quotaBytes)
      throws Fault, IOException, InterruptedException {
    act(
        "PUT",
        RepositoryRoutes.REPOSITORIES + "/" + name + "/quota",
        new Forms.NewQuota(quotaBytes));
  }

  /** Removes a user with sessions, desks and rights. */
  public void removeUser(UserName name) throws Fault, IOException, InterruptedException {
    act("DELETE", AccountRoutes.USERS + "/" + encode(name), "");
  }

  /** Everybody. */
  public List<User> users() throws Fault, IOException, InterruptedException {
    return connection.json("GET", AccountRoutes.USERS, "", Forms.UserList.class).users().stream()
        .map(user ->
            new User(
                new UserName(user.name()),
                user.admin(),
                user.quotaBytes(),
                Instant.ofEpochMilli(user.made())))
        .toList();
  }

  /** Adds a repository. */
  public void addRepository(RepositoryName name, Optional<Attachment> attachment, long quotaBytes)
      throws Fault, IOException, InterruptedException {
    @Nullable Attachment svn = attachment.orElse(null);
    Forms.NewRepository form =
        svn == null
            ? new Forms.NewRepository(name.text(), null, null, null, quotaBytes)
            : new Forms.NewRepository(
                name.text(), svn.url(), svn.user(), svn.password(), quotaBytes);
    act("POST", RepositoryRoutes.REPOSITORIES, form);
  }

  /** Takes a repository off the hub; with {@code purge}, its data too. */
  public void removeRepository(RepositoryName name, boolean purge)
      throws Fault, IOException, InterruptedException {
    act("DELETE", RepositoryRoutes.REPOSITORIES + "/" + name + "?purge=" + purge, "");
  }

  /** Begins to check all that a repository has. */
  public void verify(RepositoryName name) throws Fault, IOException, InterruptedException {
    act("POST", verifying(name), "");
  }

  /** How the check stands: the words of the API's description. */
  public record Checkup(
      String state, String step, long done, long total, List<Finding> findings, long found) {}

  /** One thing that is wrong. */
  public record Finding(String kind, String detail) {}

  /** How the last check of a repository stands. */
  public Checkup checkup(RepositoryName name) throws Fault, IOException, InterruptedException {
    CareForms.CheckupJson it =
        connection.json("GET", verifying(name), "", CareForms.CheckupJson.class);
    return new Checkup(
        it.state(),
        it.step(),
        it.done(),
        it.total(),
        it.findings().stream()
            .map(finding -> new Finding(finding.kind(), finding.detail()))
            .toList(),
        it.found());
  }

  private static String verifying(RepositoryName name) {
    return RepositoryRoutes.REPOSITORIES + "/" + name + "/verify";
  }

  /** All repositories. */
  public List<Repository> repositories() throws Fault, IOException, InterruptedException {
    return connection
        .json("GET", RepositoryRoutes.REPOSITORIES, "", Forms.RepositoryList.class)
        .repositories()
        .stream()
        .map(it ->
            new Repository(
                new RepositoryName(it.name()),
                it.svnUrl() == null ? "" : it.svnUrl(),
                it.historyUrl() == null ? "" : it.historyUrl(),
                it.quotaBytes(),
                Instant.ofEpochMilli(it.made())))
        .toList();
  }

  /** Gives a right at a folder, in place of what the holder had there. */
  public void grant(RepositoryName repository, String path, Holder holder, Right right)
      throws Fault, IOException, InterruptedException {
    act(
        "PUT",
        RepositoryRoutes.REPOSITORIES + "/" + repository + "/grants",
        new Forms.GrantJson(path, null, holder.toString(), right.word()));
  }

  /** The rights given in a repository. */
  public List<Given> grants(RepositoryName repository)
      throws Fault, IOException, InterruptedException {
    String path = RepositoryRoutes.REPOSITORIES + "/" + repository + "/grants";
    return connection.json("GET", path, "", Forms.GrantList.class).grants().stream()
        .map(grant -> new Given(grant.path(), grant.holder(), grant.right()))
        .toList();
  }

  /** All desks. */
  public List<Desk> desks() throws Fault, IOException, InterruptedException {
    return connection.json("GET", RepositoryRoutes.DESKS, "", Forms.DeskList.class).desks().stream()
        .map(desk ->
            new Desk(
                new DeskName(desk.name()),
                new UserName(desk.user()),
                Optional.ofNullable(desk.version()).map(ProgramVersion::new),
                desk.online(),
                desk.positions()))
        .toList();
  }

  /** Revokes a desk: it is disconnected at once. */
  public void revoke(DeskName desk) throws Fault, IOException, InterruptedException {
    act("DELETE", RepositoryRoutes.DESKS + "/" + encode(desk), "");
  }

  /** How the hub stands. */
  public Status status() throws Fault, IOException, InterruptedException {
    Forms.Status status = connection.json("GET", "/api/v1/status", "", Forms.Status.class);
    return new Status(
        new ProgramVersion(status.version()),
        status.uptimeMillis(),
        status.desksOnline(),
        status.changes(),
        status.bytesIn(),
        status.bytesOut(),
        status.usableBytes(),
        status.repositories().stream().map(RemoteAdministration::standing).toList());
  }

  private static Standing standing(Forms.StandingJson it) {
    return new Standing(
        new RepositoryName(it.name()),
        it.position(),
        it.nodes(),
        it.storedBytes(),
        it.historyPosition(),
        it.historyRevision(),
        it.historyTrouble());
  }

  @Override
  public void close() {
    connection.close();
  }
}
