package org.ostraka.app;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.GroupName;
import org.ostraka.sync.account.Groups;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.web.HubAddress;
import org.ostraka.sync.web.HubPlace;
import org.ostraka.sync.web.HubServer;
import org.ostraka.sync.web.RemoteAdministration;
import org.ostraka.web.Pages;

/** A hub with its console, and a browser to look at it; each scenario has people of its own. */
final class ConsoleTown implements AutoCloseable {
  static final String PASSWORD = "correct horse";

  private final HubServer server;
  private final RemoteAdministration administration;
  private final Chromium chromium = new Chromium();

  ConsoleTown(Path folder) throws Exception {
    Pages pages = new Pages(ConsoleTown.class.getClassLoader(), "org/ostraka/console");
    HostPort anywhere = new HostPort("127.0.0.1", 0);
    server = HubServer.start(folder, HubPlace.of(anywhere, List.of("localhost"), pages));
    administration = RemoteAdministration.local(folder);
  }

  /** The password of {@code admin}, made by the first start. */
  String firstPassword() {
    return server.firstPassword().orElseThrow();
  }

  Visitor visitor(String language, ColorScheme theme) {
    return chromium.visitor("https://127.0.0.1:" + server.port(), language, theme);
  }

  /** Somebody whose browser speaks English, signed in. */
  Visitor signedIn(String user) throws Exception {
    return visitor("en", ColorScheme.LIGHT).signIn(user, PASSWORD);
  }

  /** Adds an administrator with the usual password. */
  ConsoleTown administrator(String name) throws Exception {
    administration.addUser(new UserName(name), PASSWORD, true);
    return this;
  }

  /** Adds a user who has a right in a repository. */
  ConsoleTown user(String name, String repository, Right right) throws Exception {
    administration.addUser(new UserName(name), PASSWORD, false);
    return grant(repository, "/", name, right);
  }

  ConsoleTown grant(String repository, String path, String holder, Right right)
      throws IOException, Fault, InterruptedException {
    administration.grant(new RepositoryName(repository), path, Holder.parse(holder), right);
    return this;
  }

  /** Adds a group that has a right nowhere yet. */
  ConsoleTown group(String name, String member) throws IOException, Fault {
    Groups groups = server.hub().accounts().groups();
    groups.add(Actor.LOCAL, new GroupName(name));
    groups.join(Actor.LOCAL, new GroupName(name), new UserName(member));
    return this;
  }

  ConsoleTown repository(String name) throws Exception {
    administration.addRepository(new RepositoryName(name), Optional.empty(), 0);
    return this;
  }

  /** A user's desk, signed in. */
  HubDesk desk(String user, String repository) throws Exception {
    HubAddress address =
        new HubAddress(new HostPort("127.0.0.1", server.port()), server.fingerprint());
    return new HubDesk(address, HubDesk.signIn(address, user, PASSWORD), repository);
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    administration.close();
    server.close();
  }
}
