package org.ostraka.ballot.server;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;

/**
 * One member of a {@link SimLog}: its durable log, and what it knows of the others while it runs.
 * It follows the rules of Raft (Ongaro and Ousterhout 2014, figure 2), with snapshots for those who
 * lag.
 */
final class LogMember {
  private static final int SLOTS_PER_MESSAGE = 20;

  private final SimLog group;
  private final String name;

  // Durable: a change is never lost, and never announced before it is made.
  private final List<LogSlot> slots = new ArrayList<>();
  private long term;
  private @Nullable String votedFor;

  /** Slots before this one are gone: the tables hold what they meant. */
  private int compacted;

  /** A server that lost its disk has no vote before it holds what it once helped to commit. */
  private int votesFrom;

  // While it runs.
  private @Nullable Tables tables;
  private boolean leading;
  private @Nullable String leader;
  private int commit = -1;
  private Instant heard = Instant.EPOCH;
  private Leadership leadership = new Leadership();

  /** The server around the member. */
  interface Tables {
    /** Its stamp for an entry that it takes as leader. */
    Instant stamp();

    /** More entries may be applied. */
    void committed();

    /** The tables reflect the log up to an index that was committed elsewhere. */
    void install(LogMessage.Snapshot snapshot);

    /** A copy of its tables. */
    LogMessage.Snapshot snapshot(long term);
  }

  LogMember(SimLog group, String name) {
    this.group = group;
    this.name = name;
  }

  // ---- The server around it --------------------------------------------------------------------

  /** Runs again, with tables that reflect the log up to {@code applied}. */
  void start(Tables around, LogIndex applied) {
    tables = around;
    commit = (int) applied.value();
    leading = false;
    leader = null;
    heard = group.now();
    leadership = new Leadership();
  }

  void stop() {
    tables = null;
    leading = false;
  }

  /** Loses all but its identity, when all it helped to commit is held by all others. */
  void wipe(int committed) {
    slots.clear();
    compacted = 0;
    votesFrom = committed;
  }

  boolean leads() {
    return leading;
  }

  int commit() {
    return commit;
  }

  int length() {
    return slots.size();
  }

  LogSlot slot(int index) {
    if (index < compacted) {
      throw new IllegalStateException(name + " has compacted slot " + index + " away");
    }
    return slots.get(index);
  }

  /** Frees the log up to what the tables hold durably. */
  void compact(LogIndex durable) {
    compacted = Math.max(compacted, (int) durable.value() + 1);
  }

  /** The entry was applied here: whoever waits for that is told. */
  void applied(int index, Optional<Refusal> refusal) {
    if (leading) {
      leadership
          .answer(index)
          .ifPresent(it -> send(it.node(), new LogMessage.Appended(it.request(), index, refusal)));
    }
  }

  // ---- Time ------------------------------------------------------------------------------------

  /** Leads on, or campaigns when nobody seems to lead. */
  void beat() {
    if (tables == null) {
      return;
    }
    if (leading) {
      group.others(name).forEach(this::replicate);
    } else if (group.hasWaited(heard)) {
      campaign();
    }
  }

  void campaign() {
    if (tables == null || leading || slots.size() < votesFrom) {
      return;
    }
    heard = group.now();
    term++;
    votedFor = name;
    leadership = new Leadership();
    LogMessage campaign = new LogMessage.Campaign(term, termOf(slots.size() - 1), slots.size());
    group.others(name).forEach(other -> send(other, campaign));
    voted(name);
  }

  private void voted(String by) {
    if (leadership.voted(by) >= group.majority() && !leading) {
      leading = true;
      leader = name;
      group.note("%s leads term %d".formatted(name, term));
      append(SimLog.TICK, null);
    }
  }

  // ---- Messages --------------------------------------------------------------------------------

  void receive(String from, LogMessage message) {
    if (tables == null) {
      return;
    }
    switch (message) {
      case LogMessage.Propose it -> propose(from, it);
      case LogMessage.Replicate it -> follow(from, it.term(), () -> take(from, it));
      case LogMessage.Snapshot it -> follow(from, it.term(), () -> install(from, it));
      case LogMessage.Accepted it -> accepted(from, it);
      case LogMessage.Rejected it -> rejected(from, it);
      case LogMessage.Campaign it -> vote(from, it);
      case LogMessage.Vote it -> {
        if (it.term() == term && term > 0 && name.equals(votedFor)) {
          voted(from);
        }
      }
      case LogMessage.Appended _, LogMessage.NotLeading _ ->
          throw new IllegalArgumentException("an answer is for who asked");
    }
  }

  private void propose(String from, LogMessage.Propose proposal) {
    if (leading) {
      append(proposal.entry(), new Leadership.Asker(from, proposal.request()));
    } else {
      send(from, new LogMessage.NotLeading(proposal.request(), leader));
    }
  }

  private void append(ByteBuffer entry, Leadership.@Nullable Asker asker) {
    if (tables == null) {
      return;
    }
    slots.add(new LogSlot(term, tables.stamp(), entry));
    leadership.asks(slots.size() - 1, asker);
    advanceCommit();
    group.others(name).forEach(this::replicate);
  }

  private void replicate(String to) {
    int from = leadership.next(to, slots.size() - 1);
    if (from < compacted) {
      if (tables != null) {
        send(to, tables.snapshot(term));
      }
      return;
    }
    int end = Math.min(slots.size(), from + SLOTS_PER_MESSAGE);
    List<LogSlot> some = List.copyOf(slots.subList(from, end));
    send(to, new LogMessage.Replicate(term, from, termOf(from - 1), some, commit));
  }

  private long termOf(int index) {
    return index < 0 ? 0 : slots.get(index).term();
  }

  private void follow(String from, long itsTerm, Runnable then) {
    if (itsTerm < term) {
      send(from, new LogMessage.Rejected(term, slots.size()));
      return;
    }
    adopt(itsTerm);
    leading = false;
    leader = from;
    heard = group.now();
    then.run();
  }

  private void adopt(long later) {
    if (later > term) {
      term = later;
      votedFor = null;
      leading = false;
    }
  }

  private void take(String from, LogMessage.Replicate message) {
    boolean fits =
        message.from() <= slots.size() && termOf(message.from() - 1) == message.termBefore();
    if (!fits) {
      send(from, new LogMessage.Rejected(term, Math.min(slots.size(), message.from() - 1)));
      return;
    }
    for (int at = 0; at < message.slots().size(); at++) {
      put(message.from() + at, message.slots().get(at));
    }
    int upTo = message.from() + message.slots().size() - 1;
    send(from, new LogMessage.Accepted(term, upTo));
    commitUpTo(Math.min(message.commit(), upTo));
  }

  private void put(int index, LogSlot slot) {
    if (index < slots.size() && slots.get(index).term() == slot.term()) {
      return;
    }
    if (index <= commit) {
      throw new AssertionError("the log would change committed slot " + index + " of " + name);
    }
    while (slots.size() > index) {
      slots.removeLast();
    }
    slots.add(slot);
  }

  private void install(String from, LogMessage.Snapshot snapshot) {
    int upTo = snapshot.slots().size() - 1;
    if (upTo > commit && tables != null) {
      group.note("%s takes tables up to %d from %s".formatted(name, upTo, from));
      boolean same = slots.size() > upTo && termOf(upTo) == snapshot.slots().getLast().term();
      List<LogSlot> rest = same ? List.copyOf(slots.subList(upTo + 1, slots.size())) : List.of();
      slots.clear();
      slots.addAll(snapshot.slots());
      slots.addAll(rest);
      compacted = upTo + 1;
      commit = upTo;
      tables.install(snapshot);
    }
    send(from, new LogMessage.Accepted(term, upTo));
  }

  private void commitUpTo(int index) {
    if (index > commit && tables != null) {
      commit = index;
      tables.committed();
    }
  }

  private void accepted(String from, LogMessage.Accepted answer) {
    if (leading && answer.term() == term) {
      leadership.accepted(from, answer.upTo());
      advanceCommit();
    }
  }

  private void advanceCommit() {
    for (int index = slots.size() - 1; index > commit && termOf(index) == term; index--) {
      if (leadership.holders(index) >= group.quorum()) {
        group.committed(slots.subList(0, index + 1));
        commitUpTo(index);
        return;
      }
    }
  }

  private void rejected(String from, LogMessage.Rejected answer) {
    if (answer.term() > term) {
      adopt(answer.term());
    } else if (leading && answer.term() == term) {
      if (leadership.rejected(from, answer.length())) {
        replicate(from);
      }
    }
  }

  private void vote(String from, LogMessage.Campaign campaign) {
    adopt(campaign.term());
    long lastTerm = termOf(slots.size() - 1);
    boolean behind =
        campaign.lastTerm() < lastTerm
            || (campaign.lastTerm() == lastTerm && campaign.length() < slots.size());
    boolean free = votedFor == null || votedFor.equals(from);
    if (campaign.term() == term && free && !behind && slots.size() >= votesFrom) {
      votedFor = from;
      heard = group.now();
      send(from, new LogMessage.Vote(term));
    }
  }

  private void send(String to, LogMessage message) {
    group.send(name, to, message);
  }
}
