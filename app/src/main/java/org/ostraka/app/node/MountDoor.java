package org.ostraka.app.node;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.fuse.BallotMount;
import org.ostraka.ballot.fuse.MountOptions;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket in the server's data directory at which a process of the same user has an election
 * mounted by the server itself: each create and close is then a call within this process, where a
 * mount in a process of its own asks twice by HTTPS. Nobody else can reach it, and whoever can may
 * read the server's key as well.
 *
 * <p>A mount lasts until its asker hangs up or somebody unmounts it. When the server ends it stays
 * behind and answers ENOTCONN, so that no ballot is written into the plain directory below; its
 * asker has it made anew, or removes it.
 */
final class MountDoor implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(MountDoor.class);

  private final ServerSocketChannel socket;
  private final Path path;
  private final BallotFileSystem ballots;
  private final Set<SocketChannel> askers = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  private MountDoor(ServerSocketChannel socket, Path path, BallotFileSystem ballots) {
    this.socket = socket;
    this.path = path;
    this.ballots = ballots;
  }

  /** Opens it; where no socket can be made, mounts go by HTTPS and this does nothing. */
  static Closeable open(Path data, BallotFileSystem ballots) throws IOException {
    Path path = MountAsk.door(data);
    Files.deleteIfExists(path);
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      LOG.info("no door for mounts at {} ({}): they go by HTTPS", path, e.getMessage());
      return socket;
    }
    MountDoor door = new MountDoor(socket, path, ballots);
    Thread.ofVirtual().name("mount-door").start(door::letIn);
    return door;
  }

  private void letIn() {
    try {
      while (true) {
        SocketChannel asker = socket.accept();
        Thread.ofVirtual().name("mount-asker").start(() -> attend(asker));
      }
    } catch (IOException e) {
      if (!closing) {
        LOG.warn("no more mounts can be asked for at {}", path, e);
      }
    }
  }

  private void attend(SocketChannel asker) {
    askers.add(asker);
    try (asker;
        DataInputStream in = new DataInputStream(Channels.newInputStream(asker));
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(asker))) {
      requireSameUser(asker);
      answer(in, out);
    } catch (IOException e) {
      LOG.debug("an asker for a mount has gone", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      askers.remove(asker);
    }
  }

  private void requireSameUser(SocketChannel asker) throws IOException {
    if (!asker.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(Files.getOwner(path))) {
      throw new IOException("another user at the door");
    }
  }

  private void answer(DataInputStream in, DataOutputStream out)
      throws IOException, InterruptedException {
    try (BallotMount mount = mount(MountAsk.read(in))) {
      out.writeByte(MountAsk.HELD);
      out.flush();
      Thread.ofVirtual().name("mount-end").start(() -> closeBehind(in, mount));
      mount.awaitUnmounted();
      out.writeByte(MountAsk.UNMOUNTED);
    } catch (Fault e) {
      MountAsk.refuse(e, out);
    }
  }

  private BallotMount mount(MountAsk ask) throws Fault, IOException, InterruptedException {
    ballots.space(ask.election());
    requireAbsolute(ask.point());
    BallotMount.clearStale(ask.point());
    MountOptions options = new MountOptions(ask.allowOther(), false);
    return BallotMount.mount(ballots, ask.election(), ask.point(), options);
  }

  private static void requireAbsolute(Path point) throws Fault {
    if (!point.isAbsolute()) {
      throw Fault.of(FaultKind.INVALID_INPUT, "mount point %s: not absolute".formatted(point));
    }
  }

  /** Unmounts when the asker has hung up; not when this door hangs up on it. */
  private void closeBehind(InputStream asker, BallotMount mount) {
    try {
      asker.skipNBytes(Long.MAX_VALUE);
    } catch (IOException e) {
      LOG.debug("the asker of a mount has hung up", e);
    }
    if (!closing) {
      mount.close();
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    socket.close();
    for (SocketChannel asker : askers) {
      asker.close();
    }
    Files.deleteIfExists(path);
  }
}
