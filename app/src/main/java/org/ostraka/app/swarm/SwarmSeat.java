package org.ostraka.app.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.ostraka.app.organisation.FileTrees;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.ServerState;
import org.ostraka.swarm.client.ClientNode;
import org.ostraka.swarm.client.ClientSettings;
import org.ostraka.swarm.map.MapLimits;
import org.ostraka.swarm.map.MapService;
import org.ostraka.swarm.store.About;
import org.ostraka.swarm.wire.SwarmTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's place in the swarm: a mapping server, and a client that serves what is shared here.
 *
 * <pre>
 * DIR/
 *   map/              the mapping server's folder
 *   client/           the client's folder
 *     uploads/N/NAME  what people have shared by upload
 * </pre>
 */
public final class SwarmSeat implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SwarmSeat.class);
  private static final int HASHINGS = 2;

  private final MapService service;
  private final ClientFolder folder;
  private final ClientNode client;
  private final SwarmTls tls;
  private final Endpoint published;
  private final Semaphore hashings = new Semaphore(HASHINGS);

  private SwarmSeat(
      MapService service,
      ClientFolder folder,
      ClientNode client,
      SwarmTls tls,
      Endpoint published) {
    this.service = service;
    this.folder = folder;
    this.client = client;
    this.tls = tls;
    this.published = published;
  }

  /**
   * Where a seat is taken.
   *
   * @param directory of the seat
   * @param organisation the organisation's folder, whose authority issues what is missing
   * @param host the name under which others reach this machine
   * @param port of the mapping server; 0 for any free one
   */
  public record Place(Path directory, Path organisation, String host, int port) {}

  /** Takes the seat: both run when this returns. */
  public static SwarmSeat take(Place place) throws IOException, Fault, InterruptedException {
    MapService service = server(place);
    service.start();
    Endpoint near = new Endpoint("127.0.0.1", service.port());
    Path directory = place.directory().resolve("client");
    ClientFolder folder = new ClientFolder(directory);
    try {
      requireAlone(folder);
      SwarmTls tls =
          new SwarmTls(
              MemberIdentity.of(directory, place.organisation(), MemberIdentity.client("console")));
      ClientSettings settings =
          new ClientSettings(folder.servers(List.of(near)), 0, false, ClientSettings.Limits.USUAL);
      ClientNode client =
          new ClientNode(
              tls,
              settings,
              folder.installation(),
              new SeatWatcher(folder),
              InstantSource.system());
      client.start();
      SwarmSeat seat =
          new SwarmSeat(service, folder, client, tls, new Endpoint(place.host(), service.port()));
      seat.serveLibrary();
      return seat;
    } catch (IOException | Fault | InterruptedException | RuntimeException e) {
      folder.close();
      service.close();
      throw e;
    }
  }

  private static MapService server(Place place) throws IOException, Fault {
    Path directory = place.directory().resolve("map");
    FileDisk.ownerOnly().createDirectories(directory);
    SwarmTls tls =
        new SwarmTls(
            MemberIdentity.of(
                directory, place.organisation(), MemberIdentity.server(null, place.host())));
    MapService.Settings settings =
        new MapService.Settings(place.host(), place.port(), List.of(), MapLimits.USUAL);
    return new MapService(tls, settings, directory.resolve("map"), InstantSource.system());
  }

  private static void requireAlone(ClientFolder folder) throws IOException, Fault {
    if (!folder.lock()) {
      throw new Fault(
          FaultKind.BUSY,
          "already-running",
          "a client runs on %s already: stop it first".formatted(folder.directory()));
    }
  }

  private void serveLibrary() throws IOException, InterruptedException {
    for (About about : folder.library().list()) {
      if (about.complete()) {
        serve(about.link().key());
      }
    }
  }

  private void serve(FileKey key) throws IOException, InterruptedException {
    try {
      client.open(folder.library().open(key));
    } catch (Fault e) {
      LOG.warn("{} is not shared: {}", key.root(), e.text());
    }
  }

  /** The port of the mapping server. */
  public int port() {
    return service.port();
  }

  /** The mapping server's number. */
  public NodeId node() {
    return service.node();
  }

  /** All mapping servers that this one knows, itself among them. */
  public List<MapMessage.ServerEntry> servers() throws Fault {
    try (ServerTalk talk = talk(near())) {
      return talk.servers();
    }
  }

  /**
   * What the swarm's mapping servers own.
   *
   * @param files by the endpoint of their owner
   * @param unreachable servers that did not answer: their files are missing here
   */
  public record Catalogue(
      Map<Endpoint, List<MapMessage.FoundFile>> files, List<Endpoint> unreachable) {}

  /**
   * Asks every server that lives for its files.
   *
   * @param text that names contain
   * @param most of one server
   */
  public Catalogue find(String text, int most) throws Fault {
    Map<Endpoint, List<MapMessage.FoundFile>> files = new LinkedHashMap<>();
    List<Endpoint> unreachable = new ArrayList<>();
    for (Endpoint server : living()) {
      try (ServerTalk talk = talk(reach(server))) {
        files.put(server, talk.find(text, most));
      } catch (Fault _) {
        unreachable.add(server);
      }
    }
    return new Catalogue(files, unreachable);
  }

  /** The servers that live, this one first. */
  private List<Endpoint> living() throws Fault {
    List<Endpoint> living = new ArrayList<>(List.of(published));
    for (MapMessage.ServerEntry entry : servers()) {
      if (entry.state() != ServerState.DEAD && !entry.node().equals(node())) {
        living.add(entry.endpoint());
      }
    }
    return living;
  }

  private Endpoint near() {
    return new Endpoint("127.0.0.1", service.port());
  }

  private Endpoint reach(Endpoint server) {
    return server.equals(published) ? near() : server;
  }

  private ServerTalk talk(Endpoint server) throws Fault {
    return ServerTalk.with(server, tls, 0);
  }

  /**
   * Who holds what of a file.
   *
   * @throws Fault NOT_FOUND if no server that answers owns it
   */
  public MapMessage.Located locate(FileKey key) throws Fault {
    for (Endpoint server : living()) {
      try (ServerTalk talk = talk(reach(server))) {
        return talk.locate(key);
      } catch (Fault _) {
        // Another server may own it: the last word is below.
      }
    }
    throw new Fault(
        FaultKind.NOT_FOUND, "file-unknown", "no mapping server that answers knows this file");
  }

  /**
   * Keeps a file, shares it, and serves it from now on.
   *
   * @param content all of it
   * @param length of it, in bytes
   * @return its link
   */
  public Link share(FileName name, InputStream content, long length)
      throws IOException, Fault, InterruptedException {
    Path uploads = folder.directory().resolve("uploads");
    FileDisk.ownerOnly().createDirectories(uploads);
    Path own = Files.createTempDirectory(uploads, "");
    hashings.acquire();
    try {
      Path file = own.resolve(name.local());
      Incoming.keep(content, length, file);
      Link link =
          folder.library().share(file, List.of(published), client.workshop().workers(), _ -> {});
      Endpoint _ = new ServerTalk.Entrusting(link.key(), name, tls, 0).to(List.of(near()));
      serve(link.key());
      return link;
    } catch (IOException | Fault | InterruptedException | RuntimeException e) {
      FileTrees.deleteQuietly(own);
      throw e;
    } finally {
      hashings.release();
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    folder.close();
    service.close();
  }
}
