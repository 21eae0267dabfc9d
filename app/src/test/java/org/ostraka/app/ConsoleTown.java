package org.ostraka.app;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ostraka.app.organisation.Founding;
import org.ostraka.app.serve.OneNode;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Accounts;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Grant;
import org.ostraka.sync.account.GroupName;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.hub.Hub;
import org.ostraka.sync.web.HubAddress;

/**
 * A node that runs it all, and a browser to look at its console; each scenario has people and
 * repositories of its own.
 */
final class ConsoleTown implements AutoCloseable {
  static final String PASSWORD = "correct horse";

  private final OneNode.Serving serving;
  private final Chromium chromium = new Chromium();

  ConsoleTown(Path folder) throws Exception {
    OneNode.Settings settings =
        new OneNode.Settings(
            new HostPort("127.0.0.1", 0),
            List.of(),
            0,
            new OneNode.Ballots.Own(Founding.passingBasePort(1)));
    serving = OneNode.start(folder, settings);
  }

  private Hub hub() {
    return serving.hub().hub();
  }

  private Accounts accounts() {
    return hub().accounts();
  }

  /** The password of {@code admin}, made by the first start. */
  String firstPassword() {
    return serving.hub().firstPassword().orElseThrow();
  }

  String fingerprint() {
    return serving.hub().fingerprint();
  }

  /** Somebody whose password serves once. */
  void once(String name, String password) throws IOException, Fault {
    accounts().firstSeat().make(new UserName(name), password);
  }

  Visitor visitor(String language, ColorScheme theme) {
    return chromium.visitor("https://127.0.0.1:" + serving.hub().port(), language, theme);
  }

  /** Somebody whose browser speaks English. */
  Visitor visitor() {
    return visitor("en", ColorScheme.LIGHT);
  }

  /** Somebody whose browser speaks English, signed in. */
  Visitor signedIn(String user) {
    return visitor().signIn(user, PASSWORD);
  }

  /** Adds an administrator with the usual password. */
  ConsoleTown administrator(String name) throws IOException, Fault {
    accounts().users().add(Actor.LOCAL, new UserName(name), PASSWORD, true);
    return this;
  }

  /** Adds a user who has a right in a repository. */
  ConsoleTown user(String name, String repository, Right right) throws IOException, Fault {
    accounts().users().add(Actor.LOCAL, new UserName(name), PASSWORD, false);
    return grant(repository, name, right);
  }

  /** Gives a right in the whole of a repository. */
  ConsoleTown grant(String repository, String user, Right right) throws IOException, Fault {
    Grant grant = new Grant(NodeId.ROOT, new Holder.OfUser(new UserName(user)), right);
    accounts().grants().give(Actor.LOCAL, new RepositoryName(repository), grant);
    return this;
  }

  /** Adds a group that has a right nowhere yet. */
  ConsoleTown group(String name, String member) throws IOException, Fault {
    accounts().groups().add(Actor.LOCAL, new GroupName(name));
    accounts().groups().join(Actor.LOCAL, new GroupName(name), new UserName(member));
    return this;
  }

  ConsoleTown repository(String name) throws IOException, Fault {
    hub().add(Actor.LOCAL, new RepositoryName(name), Optional.empty(), 0);
    return this;
  }

  /** A user's desk, signed in. */
  HubDesk desk(String user, String repository) throws Exception {
    HostPort port = new HostPort("127.0.0.1", serving.hub().port());
    HubAddress address = new HubAddress(port, serving.hub().fingerprint());
    return new HubDesk(address, HubDesk.signIn(address, user, PASSWORD), repository);
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    serving.close();
  }
}
