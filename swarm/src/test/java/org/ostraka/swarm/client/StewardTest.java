package org.ostraka.swarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ostraka.base.Digest;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerState;

/** A client and servers that send it from one to the next. */
class StewardTest {
  private static final FileKey KEY =
      new FileKey(Digest.of(new byte[1]), 1 << 20, new FragmentSize(16));

  private final Steward steward = new Steward(new Random(1));
  private final List<Endpoint> asked = new ArrayList<>();

  private static Endpoint server(int number) {
    return new Endpoint("s%d.example".formatted(number), 7411);
  }

  private static Ownership owner(int number) {
    return new Ownership(1, new NodeId(2, number + 1L), 1);
  }

  /** What the client asks for the file's sake as a consequence. */
  private List<MapMessage> hears(StewardEvent event) {
    List<MapMessage> said = new ArrayList<>();
    for (StewardAction action : steward.on(1_000, event)) {
      if (action instanceof StewardAction.Tell tell
          && tell.message() instanceof MapMessage message
          && (message instanceof MapMessage.Entrust || message instanceof MapMessage.Announce)) {
        said.add(message);
        asked.add(tell.server());
      }
    }
    return said;
  }

  @Test
  void aServerThatLeavesItsHostOpenIsWhereItWasReached() {
    hears(new StewardEvent.Servers(List.of(server(0))));
    MapMessage.ServerEntry itself =
        new MapMessage.ServerEntry(
            new NodeId(2, 1), 1, ServerState.ALIVE, new Endpoint("", server(0).port()));
    MapMessage.ServerEntry other =
        new MapMessage.ServerEntry(new NodeId(2, 2), 1, ServerState.ALIVE, server(1));
    hears(new StewardEvent.Said(server(0), new MapMessage.ServerList(0, List.of(itself, other))));
    assertThat(steward.servers()).containsExactlyInAnyOrder(server(0), server(1));
  }

  @Test
  void redirectsEndInThreeHops() {
    hears(new StewardEvent.Servers(List.of(server(0))));
    List<MapMessage> said =
        hears(
            new StewardEvent.Opened(
                KEY, new FileName("pots"), Holdings.all(KEY.fragments()), false));
    int hops = 0;
    while (!said.isEmpty() && hops < 10) {
      int tag =
          switch (said.getLast()) {
            case MapMessage.Entrust entrust -> entrust.tag();
            case MapMessage.Announce announce -> announce.tag();
            default -> throw new AssertionError("nothing else is asked: " + said.getLast());
          };
      hops++;
      said =
          hears(
              new StewardEvent.Said(
                  asked.getLast(), new MapMessage.Moved(tag, KEY, owner(hops), server(hops))));
    }
    assertThat(hops)
        .as("servers that were asked before the client gives the chain up")
        .isBetween(2, 4);
  }
}
