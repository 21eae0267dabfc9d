package org.ostraka.ballot.box;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.InodeNumber;

/**
 * The voters of one election whose claims wait, in the order in which they are decided: by settling
 * time, then by inode, which is an order that a restart rebuilds. All voters of one log entry have
 * one settling time, so that there are few times and many voters of each.
 */
final class SettlingQueue {
  private final TreeMap<Instant, Group> groups = new TreeMap<>();

  /** The voters of one settling time: {@code inodes[first..end)}. */
  private static final class Group {
    private int[] inodes = new int[16];
    private int first;
    private int end;
    private boolean sorted;

    void add(int inode) {
      if (end == inodes.length) {
        inodes = Arrays.copyOf(inodes, 2 * end);
      }
      inodes[end++] = inode;
      sorted = false;
    }

    int smallest() {
      if (!sorted) {
        Arrays.sort(inodes, first, end);
        sorted = true;
      }
      return inodes[first];
    }

    boolean remove(int inode) {
      int at = first;
      while (at < end && inodes[at] != inode) {
        at++;
      }
      if (at == end) {
        return false;
      }
      System.arraycopy(inodes, first, inodes, first + 1, at - first);
      first++;
      return true;
    }
  }

  /** Adds a voter that is not here. */
  void add(Instant settleAt, InodeNumber inode) {
    groups.computeIfAbsent(settleAt, time -> new Group()).add(inode.value());
  }

  /** Removes a voter; the first one is removed fastest. */
  void remove(Instant settleAt, InodeNumber inode) {
    Group group = groups.get(settleAt);
    if (group == null || !group.remove(inode.value())) {
      throw new IllegalStateException("inode %s does not settle at %s".formatted(inode, settleAt));
    }
    if (group.first == group.end) {
      groups.remove(settleAt);
    }
  }

  /** When the first voter's claims are to be decided; null when none waits. */
  @Nullable Instant firstTimeOrNull() {
    return groups.isEmpty() ? null : groups.firstKey();
  }

  /** The first voter; null when none waits. */
  @Nullable InodeNumber firstOrNull() {
    Map.Entry<Instant, Group> first = groups.firstEntry();
    return first == null ? null : new InodeNumber(first.getValue().smallest());
  }
}
