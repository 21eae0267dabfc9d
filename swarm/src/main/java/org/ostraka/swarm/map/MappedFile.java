package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Rarity;

/** A file that this server owns: its name, and which live client holds which fragment. */
final class MappedFile {
  private final FileKey key;
  private final FileName name;
  private final Map<NodeId, ListedClient> clients = new LinkedHashMap<>();
  private final Map<NodeId, Long> vouched = new HashMap<>();
  private long lastUse;

  MappedFile(FileKey key, FileName name, long now) {
    this.key = key;
    this.name = name;
    this.lastUse = now;
  }

  FileKey key() {
    return key;
  }

  FileName name() {
    return name;
  }

  @Nullable ListedClient clientOrNull(NodeId node) {
    return clients.get(node);
  }

  Collection<ListedClient> clients() {
    return clients.values();
  }

  void put(ListedClient client, long now) {
    clients.put(client.node(), client);
    lastUse = now;
  }

  void remove(NodeId node) {
    clients.remove(node);
  }

  /** Takes out the clients that have missed their announces. */
  void expire(long now) {
    clients.values().removeIf(client -> client.isGone(now));
    vouched.values().removeIf(last -> now - last > MapLimits.VOUCHER_PERIOD);
  }

  boolean isForgotten(long now) {
    return clients.isEmpty() && now - lastUse > MapLimits.EMPTY_FILE_LIFE;
  }

  /** Whether a client may have a voucher now; if so, the time is noted. */
  boolean mayVouch(NodeId client, long now) {
    Long last = vouched.get(client);
    if (last != null && now - last < MapLimits.VOUCHER_PERIOD) {
      return false;
    }
    vouched.put(client, now);
    return true;
  }

  private List<ListedClient> holders(long now) {
    return clients.values().stream()
        .filter(client -> !client.isGone(now) && !client.holdings().isEmpty())
        .toList();
  }

  int countHolders(long now) {
    return holders(now).size();
  }

  int countComplete(long now) {
    return (int) holders(now).stream().filter(client -> client.holdings().isComplete()).count();
  }

  int countFragments(long now) {
    return holders(now).stream().mapToInt(client -> client.holdings().count()).sum();
  }

  Rarity rarity(long now) {
    int[] counts = new int[key.fragments()];
    for (ListedClient client : holders(now)) {
      client.holdings().toBitSet().stream().forEach(fragment -> counts[fragment]++);
    }
    return Rarity.of(counts);
  }

  /** At most {@code limit} holders: first those that add a fragment to the others', then any. */
  List<MapMessage.Holder> choose(NodeId asking, int limit, long now, Random random) {
    List<ListedClient> candidates = new ArrayList<>(holders(now));
    candidates.removeIf(client -> client.node().equals(asking));
    Collections.shuffle(candidates, random);
    List<ListedClient> chosen = new ArrayList<>();
    BitSet covered = new BitSet();
    for (ListedClient client : candidates) {
      if (chosen.size() < limit && adds(client.holdings(), covered)) {
        chosen.add(client);
      }
    }
    candidates.removeAll(chosen);
    chosen.addAll(candidates.subList(0, Math.min(candidates.size(), limit - chosen.size())));
    return chosen.stream().map(ListedClient::toHolder).toList();
  }

  private static boolean adds(Holdings holdings, BitSet covered) {
    int before = covered.cardinality();
    covered.or(holdings.toBitSet());
    return covered.cardinality() > before;
  }
}
