package org.ostraka.app.node;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.fuse.BallotMount;
import org.ostraka.base.Fault;

/**
 * A mount that a server on this machine holds in its own process for as long as this one asks for
 * it: see {@link MountDoor}. While the server is gone the mount point answers ENOTCONN, and nothing
 * is written below it; when the server is back the election is mounted again.
 */
public final class HostedMount implements AutoCloseable {
  private static final long RETRY_MILLIS = 500;

  private final Path door;
  private final MountAsk ask;

  // Guarded by this.
  private @Nullable SocketChannel server;
  private boolean ended;

  private HostedMount(Path door, MountAsk ask) {
    this.door = door;
    this.ask = ask;
  }

  /**
   * Has a server of this machine mount an election; the mount point works when this returns, unless
   * the server ended when it had just mounted it.
   *
   * @return empty if the server has no door that this process can go through
   * @throws Fault what {@link BallotMount#mount} says
   */
  public static Optional<HostedMount> ask(
      OrganisationDirectory directory, ServerId id, ElectionName election, MountPlace place)
      throws Fault, IOException {
    Path door = MountAsk.door(directory.data(id));
    if (!Files.exists(door) || !Files.exists(place.point())) {
      return Optional.empty();
    }
    Path point = place.point().toRealPath();
    HostedMount mount = new HostedMount(door, new MountAsk(election, point, place.allowOther()));
    return mount.isBegun() ? Optional.of(mount) : Optional.empty();
  }

  /** A server that ends before it has answered may have mounted already: then it is waited for. */
  private boolean isBegun() throws Fault, IOException {
    try {
      return isHeld();
    } catch (IOException e) {
      if (BallotMount.isStale(ask.point())) {
        return true;
      }
      throw e;
    }
  }

  /**
   * Where to mount, and for whom.
   *
   * @param allowOther whether users other than the server's may enter
   */
  public record MountPlace(Path point, boolean allowOther) {}

  /** A server of another view of the files mounts where this process does not see it. */
  private boolean isHeld() throws Fault, IOException {
    if (!isTaken()) {
      return false;
    }
    if (!BallotMount.isMounted(ask.point())) {
      close();
      return false;
    }
    return true;
  }

  /** Whether there is a server that says it has mounted. */
  private boolean isTaken() throws Fault, IOException {
    Optional<SocketChannel> channel = connected();
    if (channel.isEmpty()) {
      return false;
    }
    hold(channel.get());
    return true;
  }

  private Optional<SocketChannel> connected() {
    try {
      return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(door)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private void hold(SocketChannel channel) throws Fault, IOException {
    try {
      ask.write(new DataOutputStream(Channels.newOutputStream(channel)));
      MountAsk.requireHeld(new DataInputStream(Channels.newInputStream(channel)));
    } catch (Fault | IOException e) {
      channel.close();
      throw e;
    }
    keep(channel);
  }

  private synchronized void keep(SocketChannel channel) throws IOException {
    server = channel;
    if (ended) {
      channel.shutdownOutput();
    }
  }

  /**
   * Waits until the election is unmounted, by {@link #end} or from outside.
   *
   * @param gone is told each time the server has gone
   */
  public void awaitUnmounted(Runnable gone) throws IOException, InterruptedException, Fault {
    while (!isUnmounted()) {
      gone.run();
      if (!isHeldAgain()) {
        BallotMount.clearStale(ask.point());
        return;
      }
    }
  }

  /** Waits for what the server says last; false if it has gone without a word. */
  private boolean isUnmounted() {
    SocketChannel channel;
    synchronized (this) {
      channel = server;
    }
    if (channel == null) {
      return false;
    }
    try (channel) {
      return Channels.newInputStream(channel).read() == MountAsk.UNMOUNTED;
    } catch (IOException _) {
      return false;
    }
  }

  /** Waits for the server's return; false if the mount is to end meanwhile. */
  private synchronized boolean isHeldAgain() throws InterruptedException {
    while (!ended) {
      wait(RETRY_MILLIS);
      if (!ended && mountedAnew()) {
        return true;
      }
    }
    return false;
  }

  private boolean mountedAnew() {
    try {
      // Should it not be mounted now, somebody has unmounted it, and the server will say so.
      return isTaken();
    } catch (Fault | IOException _) {
      return false; // it is starting: it will know the election, and can mount it, in a moment
    }
  }

  /** Has the election unmounted; {@link #awaitUnmounted} returns when it is. */
  public synchronized void end() {
    ended = true;
    notifyAll();
    if (server != null) {
      try {
        server.shutdownOutput();
      } catch (IOException _) {
        // The server has gone already.
      }
    }
  }

  /** Has it unmounted, and waits until it is. */
  @Override
  public void close() {
    end();
    boolean _ = isUnmounted();
  }
}
