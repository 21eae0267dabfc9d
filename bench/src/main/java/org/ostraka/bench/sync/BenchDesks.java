package org.ostraka.bench.sync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.ostraka.base.HostPort;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.home.Desk;
import org.ostraka.sync.home.DeskAccount;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.home.LimitedPace;
import org.ostraka.sync.home.SyncedFolder;
import org.ostraka.sync.web.HubAddress;
import org.ostraka.sync.web.HubLogin;

/**
 * Many desks in one process, which stand for as many machines: arguments are a folder, the hub's
 * address and fingerprint, and their number. Desk N has folder {@code N} and home {@code N-home}.
 */
final class BenchDesks {
  private static final long TICK_MILLIS = 200;

  private BenchDesks() {}

  /** Runs until the process is ended. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    HubAddress hub = new HubAddress(HostPort.parse(arguments[1]), arguments[2]);
    List<Desk> desks = new ArrayList<>();
    for (int number = 0; number < Integer.parseInt(arguments[3]); number++) {
      desks.add(open(folder, hub, number));
    }
    while (true) {
      Thread.sleep(TICK_MILLIS);
      for (Desk desk : desks) {
        desk.tick();
      }
    }
  }

  private static Desk open(Path folder, HubAddress hub, int number) throws Exception {
    UserName user = new UserName(OstrakaHub.USER);
    DeskName name = new DeskName("desk-" + number);
    DeskHome home = new DeskHome(folder.resolve(number + "-home"));
    String token = HubLogin.signIn(hub, user, OstrakaHub.PASSWORD, Optional.of(name));
    home.keep(new DeskAccount(hub, user, name, token));
    SyncedFolder.Place place =
        new SyncedFolder.Place(
            new RepositoryName(OstrakaHub.REPOSITORY), "/", NodeId.ROOT, new TreeMap<>());
    SyncedFolder _ =
        home.add(Files.createDirectories(folder.resolve(Integer.toString(number))), place);
    return Desk.open(home, LimitedPace.of(0), LimitedPace.of(0));
  }
}
