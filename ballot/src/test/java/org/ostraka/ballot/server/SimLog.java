package org.ostraka.ballot.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.EntryCodec;
import org.ostraka.sim.SimNetwork;
import org.ostraka.sim.Simulation;

/**
 * A totally ordered log among simulated servers, in place of Raft: leaders change, entries are
 * stamped by whoever leads, committed on a majority and delivered to each member in order, sooner
 * or later. It also watches that it is one log: what was committed once is never committed
 * otherwise.
 */
final class SimLog {
  static final ByteBuffer TICK = encoded(new Entry.Tick());
  private static final Duration BEAT = Duration.ofMillis(60);

  private final Simulation simulation;
  private final SimNetwork<LogMessage> network;
  private final Map<String, LogMember> members = new TreeMap<>();
  private final Map<String, Consumer<LogMessage>> answers = new HashMap<>();
  private final List<LogSlot> committed = new ArrayList<>();
  private final Sabotage sabotage;

  SimLog(Simulation simulation, List<String> names, Sabotage sabotage) {
    this.simulation = simulation;
    this.network = new SimNetwork<>(simulation);
    this.sabotage = sabotage;
    names.forEach(name -> members.put(name, new LogMember(this, name)));
    simulation.every(BEAT, () -> members.values().forEach(LogMember::beat));
  }

  /** An entry as it travels and is kept; never changed, and read through duplicates. */
  static ByteBuffer encoded(Entry entry) {
    return ByteBuffer.wrap(EntryCodec.encode(entry)).asReadOnlyBuffer();
  }

  SimNetwork<LogMessage> network() {
    return network;
  }

  /** Connects a node: a member's messages go to the member, answers to whoever asked there. */
  void attach(String node, Consumer<LogMessage> answers) {
    this.answers.put(node, answers);
    network.attach(node, (from, message) -> deliver(node, from, message));
  }

  private void deliver(String node, String from, LogMessage message) {
    switch (message) {
      case LogMessage.Appended it -> answers.getOrDefault(node, answer -> {}).accept(it);
      case LogMessage.NotLeading it -> answers.getOrDefault(node, answer -> {}).accept(it);
      default -> member(node).receive(from, message);
    }
  }

  /** The node is no more: nothing reaches it, nothing leaves it. */
  void detach(String node) {
    answers.remove(node);
    network.down(node);
  }

  LogMember member(String name) {
    LogMember member = members.get(name);
    if (member == null) {
      throw new IllegalArgumentException("no member " + name);
    }
    return member;
  }

  List<String> others(String name) {
    return members.keySet().stream().filter(other -> !other.equals(name)).toList();
  }

  /** A member speaks to itself at once, to others through the network. */
  void send(String from, String to, LogMessage message) {
    if (from.equals(to)) {
      simulation.after(Duration.ZERO, () -> deliver(to, from, message));
    } else {
      network.send(from, to, message);
    }
  }

  Instant now() {
    return simulation.now();
  }

  void note(String line) {
    simulation.note(line);
  }

  /** Whether a member that heard of a leader then should campaign now: not all do so at once. */
  boolean hasWaited(Instant heard) {
    Duration patience = simulation.between(Duration.ofMillis(300), Duration.ofMillis(1200));
    return heard.plus(patience).isBefore(simulation.now());
  }

  int majority() {
    return members.size() / 2 + 1;
  }

  /** How many must hold a slot before it is committed. */
  int quorum() {
    return sabotage == Sabotage.COMMIT_ON_ONE ? 1 : majority();
  }

  /** A leader says that these slots are committed. */
  void committed(List<LogSlot> slots) {
    for (int index = 0; index < slots.size(); index++) {
      if (index == committed.size()) {
        committed.add(slots.get(index));
      } else if (!committed.get(index).equals(slots.get(index))) {
        throw new AssertionError("slot " + index + " was committed twice, with two entries");
      }
    }
  }

  /** All that was ever committed, for those who look from outside. */
  List<LogSlot> committed() {
    return committed;
  }

  /** Whether every member holds all that was committed. */
  boolean isEverywhere() {
    return members.values().stream().allMatch(member -> member.length() >= committed.size());
  }
}
