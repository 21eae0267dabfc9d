package org.ostraka.swarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Role;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.map.MapLimits;
import org.ostraka.swarm.map.MapService;
import org.ostraka.swarm.store.Library;
import org.ostraka.swarm.store.StoredFile;

/** Real clients and mapping servers in one process, with TLS over loopback. */
class ClientNodeTest {
  private static final ClientSettings.Limits LIMITS = ClientSettings.Limits.USUAL;

  @TempDir private Path folder = Path.of("");

  private final Members members = new Members();
  private final List<MapService> servers = new ArrayList<>();
  private final List<ClientNode> clients = new ArrayList<>();

  @AfterEach
  void stopAll() throws IOException {
    for (ClientNode client : clients) {
      client.close();
    }
    for (MapService server : servers) {
      server.close();
    }
  }

  private MapService server(String name, List<Endpoint> join) throws IOException, Fault {
    return server(name, join, MapLimits.USUAL);
  }

  private MapService server(String name, List<Endpoint> join, MapLimits limits)
      throws IOException, Fault {
    MapService server =
        new MapService(
            members.tls(name, Role.NODE),
            new MapService.Settings("127.0.0.1", 0, join, limits),
            folder.resolve(name),
            Clock.systemUTC());
    server.start();
    servers.add(server);
    return server;
  }

  private static Endpoint at(MapService server) {
    return new Endpoint("127.0.0.1", server.port());
  }

  private ClientNode client(String name, Watching watching, ClientSettings settings)
      throws IOException {
    ClientNode client =
        new ClientNode(
            members.tls(name, Role.CLIENT), settings, clients.size(), watching, Clock.systemUTC());
    client.start();
    clients.add(client);
    return client;
  }

  private ClientSettings with(List<Endpoint> endpoints) {
    return new ClientSettings(endpoints, 0, false, LIMITS);
  }

  private Library library(String name) throws IOException {
    return new Library(folder.resolve(name));
  }

  private Path content(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve("pots.bin"), content);
  }

  private Link share(ClientNode client, Library library, Path file, List<Endpoint> endpoints)
      throws Exception {
    Link link = library.share(file, endpoints, client.workshop().workers(), _ -> {});
    client.open(library.open(link.key()));
    return link;
  }

  private StoredFile fetch(ClientNode client, Library library, Link link, Path to)
      throws Exception {
    StoredFile file = library.fetch(link, to);
    client.open(file);
    return file;
  }

  @Test
  void aFileSpreadsFromOneClientToOthers() throws Exception {
    List<Endpoint> endpoints = List.of(at(server("map1", List.of())));
    Path file = content(5_000_000);
    ClientNode seed = client("seed", new Watching(), with(endpoints));
    Link link = share(seed, library("seed-lib"), file, endpoints);

    List<Watching> watchings = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Watching watching = new Watching();
      watchings.add(watching);
      ClientNode client = client("client" + i, watching, with(link.servers()));
      fetch(client, library("lib" + i), link, folder.resolve("copy" + i));
    }

    for (int i = 0; i < 3; i++) {
      assertThat(watchings.get(i).awaitPlaced(link.key())).isTrue();
      assertThat(folder.resolve("copy" + i)).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void whenTheOwnerDiesAnotherServerFollowsAndDownloadsGoOn() throws Exception {
    MapService first = server("map1", List.of());
    MapService second = server("map2", List.of(at(first)));
    List<Endpoint> endpoints = List.of(at(first), at(second));
    Watching seeding = new Watching();
    ClientNode seed = client("seed", seeding, with(endpoints));
    Link link = share(seed, library("seed-lib"), content(3_000_000), endpoints);
    assertThat(seeding.awaitReadout(link.key(), r -> !r.place().isEmpty())).isTrue();

    String place = placeOf(seeding, link);
    MapService owner = place.equals(at(first).toString()) ? first : second;
    MapService other = owner == first ? second : first;
    owner.close();

    assertThat(seeding.awaitReadout(link.key(), r -> r.place().equals(at(other).toString())))
        .isTrue();
    assertThat(seeding.awaitReadout(link.key(), r -> r.ownership().epoch() == 2)).isTrue();
    Watching watching = new Watching();
    ClientNode late = client("late", watching, with(endpoints));
    fetch(late, library("late-lib"), link, folder.resolve("late"));
    assertThat(watching.awaitPlaced(link.key())).isTrue();
  }

  private static String placeOf(Watching watching, Link link) throws InterruptedException {
    List<String> places = new ArrayList<>();
    watching.awaitReadout(
        link.key(),
        readout -> {
          places.add(readout.place());
          return true;
        });
    return places.getLast();
  }

  @Test
  void aServerWhoseListIsFullLeavesTheFileToAnother() throws Exception {
    MapService full = server("map1", List.of(), new MapLimits(1, 100, 10));
    Watching watching = new Watching();
    ClientNode seed = client("seed", watching, with(List.of(at(full))));
    Link first = share(seed, library("seed-lib"), content(100_000), List.of(at(full)));
    assertThat(watching.awaitReadout(first.key(), r -> r.place().equals(at(full).toString())))
        .isTrue();

    Link second = share(seed, library("seed-lib"), content(200_000), List.of(at(full)));
    MapService other = server("map2", List.of(at(full)));
    seed.learn(List.of(at(other)));
    assertThat(watching.awaitReadout(second.key(), r -> r.place().equals(at(other).toString())))
        .isTrue();
  }

  @Test
  void anEmptyFileAndAFileOfOneByteArriveToo() throws Exception {
    List<Endpoint> endpoints = List.of(at(server("map1", List.of())));
    for (int bytes : new int[] {0, 1}) {
      Path file = content(bytes);
      ClientNode seed = client("seed" + bytes, new Watching(), with(endpoints));
      Link link = share(seed, library("seed-lib" + bytes), file, endpoints);
      Watching watching = new Watching();
      ClientNode client = client("client" + bytes, watching, with(endpoints));
      fetch(client, library("lib" + bytes), link, folder.resolve("copy" + bytes));

      assertThat(watching.awaitPlaced(link.key())).isTrue();
      assertThat(folder.resolve("copy" + bytes)).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void clientsOfOneNetworkFindEachOtherWithoutAServer() throws Exception {
    ClientSettings alone = new ClientSettings(List.of(), 0, true, LIMITS);
    Path file = content(1_000_000);
    ClientNode seed = client("seed", new Watching(), alone);
    Link link = share(seed, library("seed-lib"), file, List.of());
    Watching watching = new Watching();
    ClientNode client = client("client", watching, alone);
    fetch(client, library("lib"), link, folder.resolve("copy"));

    assertThat(watching.awaitPlaced(link.key())).isTrue();
    assertThat(folder.resolve("copy")).hasSameBinaryContentAs(file);
  }

  @Test
  void anotherFileOfTheSameNameIsNeverOverwritten() throws Exception {
    List<Endpoint> endpoints = List.of(at(server("map1", List.of())));
    ClientNode seed = client("seed", new Watching(), with(endpoints));
    Link link = share(seed, library("seed-lib"), content(100_000), endpoints);
    Path mine = Files.writeString(folder.resolve("report.txt"), "mine");
    Watching watching = new Watching();
    ClientNode client = client("client", watching, with(endpoints));
    fetch(client, library("lib"), link, mine);

    assertThat(watching.awaitPlaced(link.key())).isTrue();
    assertThat(mine).hasContent("mine");
    assertThat(folder.resolve("report (2).txt")).hasSize(100_000);
  }
}
