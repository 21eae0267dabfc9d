package org.ostraka.swarm.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ostraka.swarm.Datagram;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.wire.Decoder;
import org.ostraka.swarm.wire.Encoder;
import org.ostraka.swarm.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds clients on the local network by UDP (RFC section 12). Nothing that comes is believed: it
 * only says where a connection may be tried.
 */
final class Discovery implements Closeable {
  static final int ENOUGH_PEERS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final String GROUP = "239.255.74.11";
  private static final int PORT = 7411;
  private static final int DATAGRAM = 68;
  private static final int ANSWERS_PER_SECOND = 10;
  private static final int MAX_ADDRESSES = 10_000;

  private final NodeId node;
  private final int port;
  private final Predicate<FileKey> shares;
  private final Consumer<ClientEvent> heard;
  private final MulticastSocket group;
  private final DatagramSocket own;
  private final List<NetworkInterface> interfaces;

  /** Answers of the current second, by address. */
  private final Map<InetAddress, Integer> answered = new HashMap<>();

  private long second;

  /**
   * Joins the group on every interface that can.
   *
   * @param port where this client accepts peers
   * @param shares whether this client holds something of a file
   * @param heard takes the hints
   */
  Discovery(NodeId node, int port, Predicate<FileKey> shares, Consumer<ClientEvent> heard)
      throws IOException {
    this.node = node;
    this.port = port;
    this.shares = shares;
    this.heard = heard;
    this.interfaces = interfaces();
    this.group = new MulticastSocket(null);
    group.setReuseAddress(true);
    group.bind(new InetSocketAddress(PORT));
    for (NetworkInterface network : interfaces) {
      join(network);
    }
    this.own = new DatagramSocket();
    own.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
  }

  private static List<NetworkInterface> interfaces() throws SocketException {
    List<NetworkInterface> usable = new ArrayList<>();
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      boolean addressed =
          network.getInterfaceAddresses().stream().anyMatch(a -> isV4(a.getAddress()));
      if (network.isUp() && addressed && (network.supportsMulticast() || network.isLoopback())) {
        usable.add(network);
      }
    }
    return usable;
  }

  private static boolean isV4(InetAddress address) {
    return address instanceof java.net.Inet4Address;
  }

  private void join(NetworkInterface network) {
    try {
      group.joinGroup(new InetSocketAddress(GROUP, PORT), network);
    } catch (IOException e) {
      LOG.debug("no multicast on {}: {}", network.getName(), e.toString());
    }
  }

  void start() {
    Thread.ofVirtual().name("swarm-discovery").start(() -> listen(group));
    Thread.ofVirtual().name("swarm-discovered").start(() -> listen(own));
  }

  /** Asks the local network who shares a file. */
  void seek(FileKey key) {
    ByteBuffer seek = Encoder.encode(new Datagram.Seek(port, node, key));
    for (NetworkInterface network : interfaces) {
      try {
        own.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
        own.send(packet(seek, new InetSocketAddress(GROUP, PORT)));
      } catch (IOException e) {
        LOG.debug("could not seek on {}: {}", network.getName(), e.toString());
      }
    }
  }

  private static DatagramPacket packet(ByteBuffer message, InetSocketAddress to) {
    return new DatagramPacket(message.array(), message.arrayOffset(), message.limit(), to);
  }

  private void listen(DatagramSocket socket) {
    byte[] octets = new byte[DATAGRAM + 1];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(octets, octets.length);
        socket.receive(packet);
        receive(packet);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.debug("discovery: {}", e.toString());
        }
      }
    }
  }

  private void receive(DatagramPacket packet) throws IOException {
    Message message;
    try {
      message = Decoder.decode(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
    } catch (WireException _) {
      return;
    }
    switch (message) {
      case Datagram.Seek seek -> sought(seek, packet);
      case Datagram.Here here -> hint(here.key(), here.node(), packet, here.port());
      default -> {}
    }
  }

  private void sought(Datagram.Seek seek, DatagramPacket packet) throws IOException {
    boolean other = !seek.node().equals(node);
    if (other && shares.test(seek.key()) && mayAnswer(packet.getAddress())) {
      ByteBuffer here = Encoder.encode(new Datagram.Here(port, node, seek.key()));
      own.send(packet(here, (InetSocketAddress) packet.getSocketAddress()));
    }
  }

  private synchronized boolean mayAnswer(InetAddress address) {
    long now = System.nanoTime() / 1_000_000_000;
    if (now != second) {
      second = now;
      answered.clear();
    }
    return answered.size() < MAX_ADDRESSES
        && answered.merge(address, 1, Integer::sum) <= ANSWERS_PER_SECOND;
  }

  private void hint(FileKey key, NodeId from, DatagramPacket packet, int at) {
    if (!from.equals(node) && at != 0) {
      String host = packet.getAddress().getHostAddress();
      heard.accept(new ClientEvent.Hint(key, from, new Endpoint(host, at)));
    }
  }

  @Override
  public void close() {
    group.close();
    own.close();
  }
}
