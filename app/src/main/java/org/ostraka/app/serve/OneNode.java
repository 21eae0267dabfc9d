package org.ostraka.app.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ostraka.app.PortOption;
import org.ostraka.app.node.BallotNode;
import org.ostraka.app.node.Stack;
import org.ostraka.app.organisation.FileTrees;
import org.ostraka.app.organisation.Founding;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.swarm.SwarmSeat;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.sync.account.LoginThrottle;
import org.ostraka.sync.hub.Hub;
import org.ostraka.sync.web.HubDoors;
import org.ostraka.sync.web.HubPlace;
import org.ostraka.sync.web.HubServer;
import org.ostraka.web.Pages;
import org.ostraka.web.Route;

/**
 * A node that runs it all in one process.
 *
 * <pre>
 * HubServer    the port for people and desks: the hub, the console, and what stands below
 * SwarmSeat    a mapping server, and a client that serves what was shared here
 * Elections    the way to the ballot server, in two roles
 * BallotNode   a ballot server, alone in its group; none where an organisation has its own
 * </pre>
 *
 * <p>What stands above uses what stands below; it is opened from below and closed from above.
 */
public final class OneNode implements Closeable {

  /** The console, which has pages and no code. */
  public static final Pages CONSOLE =
      new Pages(OneNode.class.getClassLoader(), "org/ostraka/console");

  private final Stack parts = new Stack();
  private final CompletableFuture<Optional<Fault>> over = new CompletableFuture<>();
  private final NodeFolder folder;
  private final Settings settings;

  private OneNode(NodeFolder folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * What the operator decides.
   *
   * @param address where people and desks connect; port 0 for any free one
   * @param hosts names of this machine, the one for links first; without one, links name the
   *     address by which it reaches others, and its ballot servers meet on this machine only
   * @param mapPort where the swarm connects; 0 for any free one
   * @param ballots where elections are held
   */
  public record Settings(HostPort address, List<String> hosts, int mapPort, Ballots ballots) {

    /** Copies the names. */
    public Settings {
      hosts = List.copyOf(hosts);
    }

    /** Where ballot servers meet: a name that stays, or this machine alone. */
    String meeting() {
      return hosts.isEmpty() ? OwnAddress.LOOPBACK : hosts.getFirst();
    }

    /** Where people and the swarm reach this machine. */
    String reach() {
      return hosts.isEmpty() ? OwnAddress.of(address.host()) : hosts.getFirst();
    }
  }

  /** Where the elections of a node are held. */
  public sealed interface Ballots {

    /**
     * By a ballot server of the node's own, alone in its group.
     *
     * @param port it takes two ports from here on, when it is founded; 0 for the first free ones
     */
    record Own(int port) implements Ballots {}

    /**
     * By the ballot servers of an organisation, which run elsewhere or beside this.
     *
     * @param organisation its folder, with its authority
     */
    record Of(Path organisation) implements Ballots {}
  }

  /** A node that serves, and how people reach it. */
  public record Serving(OneNode node, HubServer hub, int mapPort) implements Closeable {
    @Override
    public void close() throws IOException {
      node.close();
    }
  }

  /**
   * Starts everything; what is missing in the folder is made.
   *
   * @param directory the node's folder
   */
  public static Serving start(Path directory, Settings settings)
      throws Fault, IOException, InterruptedException {
    OneNode node = new OneNode(new NodeFolder(directory.toAbsolutePath()), settings);
    try {
      return node.open();
    } catch (Fault | IOException | InterruptedException | RuntimeException e) {
      node.closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Exception failed) {
    try {
      close();
    } catch (IOException e) {
      failed.addSuppressed(e);
    }
  }

  private Serving open() throws Fault, IOException, InterruptedException {
    OrganisationDirectory organisation =
        switch (settings.ballots()) {
          case Ballots.Of(Path elsewhere) -> new OrganisationDirectory(elsewhere);
          case Ballots.Own(int port) -> startBallotServer(port);
        };
    Elections elections = parts.push(Elections.of(organisation));
    elections.awaitServing();
    Turnout turnout = new Turnout(new TurnoutFiles(folder));
    parts.push(TurnoutWatch.start(elections, turnout));
    SwarmSeat.Place sitting =
        new SwarmSeat.Place(
            folder.swarm(), organisation.root(), settings.reach(), settings.mapPort());
    SwarmSeat seat =
        parts.push(
            new PortOption("--map-port", settings.mapPort())
                .listening(() -> SwarmSeat.take(sitting)));
    // The seat is taken, so that no other process has files on their way here.
    FileTrees.deleteQuietly(folder.passing());
    HubPlace place =
        new HubPlace(
            settings.address(),
            settings.hosts(),
            CONSOLE,
            new Tenants(folder, elections, turnout, seat));
    HubServer hub =
        new PortOption("--port", settings.address().port())
            .listening(() -> HubServer.start(folder.hub(), place));
    return new Serving(this, parts.push(hub), seat.port());
  }

  private OrganisationDirectory startBallotServer(int port) throws Fault, IOException {
    OrganisationDirectory organisation = folder.ballot();
    if (!Files.exists(organisation.organisationFile())) {
      new Founding(organisation.root(), "Ostraka", List.of(settings.meeting()), port)
          .found(Instant.now());
    }
    ServerId self = organisation.read().servers().getFirst().id();
    BallotNode ballot =
        parts.push(BallotNode.start(organisation, self, organisation.settings(self)));
    Thread.ofVirtual().name("ballot-end").start(() -> awaitEnd(ballot));
    return organisation;
  }

  private void awaitEnd(BallotNode ballot) {
    try {
      ballot.awaitEnd();
    } catch (Fault e) {
      boolean _ = over.complete(Optional.of(e));
    }
  }

  /** What stands at the hub's port beside the hub. */
  private record Tenants(NodeFolder folder, Elections elections, Turnout turnout, SwarmSeat seat)
      implements HubPlace.Guests {

    @Override
    public List<Route<?>> routes(Hub hub, HubDoors doors) {
      ElectionOffice office =
          new ElectionOffice(folder, elections, turnout, hub.accounts().audit());
      List<Route<?>> routes = new ArrayList<>(new ElectionRoutes(office, doors).routes());
      LoginThrottle throttle = new LoginThrottle(InstantSource.system());
      routes.addAll(new VoteRoutes(office, throttle).routes());
      routes.addAll(new SwarmRoutes(seat, hub.accounts().audit(), doors).routes());
      routes.addAll(new TroubleRoutes(doors).routes());
      return routes;
    }

    @Override
    public void requireHealthy() throws Fault, IOException, InterruptedException {
      if (!elections.operator().view().status().acceptsBallots()) {
        throw new Fault(
            FaultKind.UNAVAILABLE,
            "accepts-no-ballots",
            "the ballot server accepts no ballots: its disk is nearly full, or it knows no leader");
      }
    }

    @Override
    public String metrics() throws Fault, IOException, InterruptedException {
      return elections.operator().view().metrics();
    }
  }

  /** Asks the node to end: {@link #awaitEnd} returns. */
  public void end() {
    boolean _ = over.complete(Optional.empty());
  }

  /**
   * Waits until the node was asked to end.
   *
   * @throws Fault when a part of it can go on no longer
   */
  public void awaitEnd() throws Fault {
    Optional<Fault> failure = over.join();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }
}
