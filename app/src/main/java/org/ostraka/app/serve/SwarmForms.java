package org.ostraka.app.serve;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;

/** The JSON objects of the swarm. */
final class SwarmForms {

  private SwarmForms() {}

  /**
   * A shared file.
   *
   * @param root names the content
   * @param owner the mapping server that maps it
   * @param epoch how often it has changed its owner
   * @param holders clients that hold some of it
   * @param complete clients that hold all of it
   */
  record FileJson(
      String root,
      String name,
      long size,
      int fragmentSize,
      String owner,
      long epoch,
      int holders,
      int complete,
      String link) {
    static FileJson of(Endpoint owner, MapMessage.FoundFile file) {
      FileKey key = file.key();
      return new FileJson(
          key.root().toString(),
          file.name().shown(),
          key.size(),
          key.fragmentSize().bytes(),
          owner.toString(),
          file.ownership().epoch(),
          file.clients(),
          file.complete(),
          new Link(key, file.name(), OptionalLong.empty(), List.of(owner)).toString());
    }
  }

  /**
   * The shared files.
   *
   * @param unreachable mapping servers that did not answer: their files are not in the list
   */
  record FileList(List<FileJson> files, List<String> unreachable) {}

  /**
   * A client that holds fragments of a file.
   *
   * @param load from 0, idle, to 255
   * @param fragments a bit each in hexadecimal, the first fragment highest
   */
  record HolderJson(String node, String endpoint, int load, String fragments) {
    static HolderJson of(MapMessage.Holder holder) {
      return new HolderJson(
          holder.node().toString(),
          holder.endpoint().toString(),
          holder.load(),
          bitmap(holder.holdings()));
    }

    private static String bitmap(Holdings holdings) {
      byte[] bits = new byte[(holdings.fragments() + 7) / 8];
      for (int fragment = 0; fragment < holdings.fragments(); fragment++) {
        if (holdings.has(fragment)) {
          bits[fragment / 8] |= (byte) (0x80 >>> fragment % 8);
        }
      }
      return HexFormat.of().formatHex(bits);
    }
  }

  /**
   * Who holds which fragment.
   *
   * @param clients how many hold some; not more than 64 of them are listed
   * @param perFragment how many of those listed hold it
   */
  record HolderList(
      int fragments, int clients, List<Integer> perFragment, List<HolderJson> holders) {
    static HolderList of(FileKey key, MapMessage.Located located) {
      int[] counts = new int[key.fragments()];
      for (MapMessage.Holder holder : located.holders()) {
        holder.holdings().toBitSet().stream().forEach(fragment -> counts[fragment]++);
      }
      return new HolderList(
          key.fragments(),
          located.clients(),
          Arrays.stream(counts).boxed().toList(),
          located.holders().stream().map(HolderJson::of).toList());
    }
  }

  /**
   * A mapping server.
   *
   * @param state alive, suspect or dead, as this node's server takes it
   * @param self whether it is this node's
   */
  record MapServerJson(String node, String endpoint, String state, boolean self) {
    static MapServerJson of(MapMessage.ServerEntry entry, NodeId self) {
      return new MapServerJson(
          entry.node().toString(),
          entry.endpoint().toString(),
          entry.state().name().toLowerCase(Locale.ROOT),
          entry.node().equals(self));
    }
  }

  record MapServerList(List<MapServerJson> servers) {}

  /** A file that is shared now. */
  record Shared(String root, String link) {}
}
