package org.ostraka.swarm.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.swarm.Buckets;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.ServerMessage;

/** The greatest ownership of each file that this server has heard of from servers. */
final class Ownerships {
  private final Map<FileKey, Ownership> greatest = new HashMap<>();
  private final Buckets buckets = new Buckets();

  Ownership of(FileKey key) {
    return greatest.getOrDefault(key, Ownership.NONE);
  }

  /** Merges an ownership; returns whether the file has another one now. */
  boolean merge(FileKey key, Ownership heard) {
    Ownership known = of(key);
    if (!heard.isAbove(known)) {
      return false;
    }
    if (!known.isNone()) {
      buckets.toggle(key, known);
    }
    buckets.toggle(key, heard);
    greatest.put(key, heard);
    return true;
  }

  Buckets summary() {
    return buckets.copy();
  }

  /** The ownerships in the buckets that differ, in messages of their greatest length. */
  List<ServerMessage.Owners> differingFrom(Buckets other) {
    List<ServerMessage.Owned> differing = new ArrayList<>();
    greatest.forEach((key, ownership) -> {
      if (buckets.differsIn(Buckets.bucketOf(key), other)) {
        differing.add(new ServerMessage.Owned(key, ownership));
      }
    });
    return inMessages(differing);
  }

  static List<ServerMessage.Owners> inMessages(List<ServerMessage.Owned> owned) {
    List<ServerMessage.Owners> messages = new ArrayList<>();
    for (int from = 0; from < owned.size(); from += ServerMessage.Owners.MAX_FILES) {
      int to = Math.min(owned.size(), from + ServerMessage.Owners.MAX_FILES);
      messages.add(new ServerMessage.Owners(List.copyOf(owned.subList(from, to))));
    }
    return messages;
  }

  Map<FileKey, Ownership> copy() {
    return Map.copyOf(greatest);
  }
}
