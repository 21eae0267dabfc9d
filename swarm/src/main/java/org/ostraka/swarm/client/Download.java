package org.ostraka.swarm.client;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Run;

/**
 * Decides what to fetch of one file from whom: the rarest fragment first, counting those as less
 * rare that others have begun to fetch; as much in advance as a peer's speed warrants; at the end,
 * what a slow peer owes from a faster one too. One thread at a time may call it.
 *
 * <p><b>Invariant:</b> blocks are asked for only from a peer that holds their fragment, and of a
 * fragment that is held already never.
 */
public final class Download {

  /** Fragments looked at to find the rarest, so that a choice in a huge file stays cheap. */
  private static final int LOOK_AT = 4096;

  /** Most that all peers together may owe, in bytes. */
  private static final long MOST_OWED = 64L * 1024 * 1024;

  private static final long BUSY_PAUSE = 1_000;

  /** Seconds by which something has to come sooner to be asked for twice. */
  private static final double LEAST_GAIN = 0.2;

  private final FileKey key;
  private final Random random;
  private final BitSet held;

  /** Neither held nor being fetched. */
  private final BitSet fresh;

  private final int[] holders;
  private final int[] takers;
  private final Map<Long, Source> sources = new LinkedHashMap<>();
  private final Map<Integer, Part> parts = new LinkedHashMap<>();
  private final Map<Run, Integer> askers = new HashMap<>();
  private List<DownloadAction> actions = new ArrayList<>();
  private long owed;
  private long now;

  /** A download of what is missing. */
  public Download(FileKey key, Holdings holdings, Random random) {
    this.key = key;
    this.random = random;
    this.held = holdings.toBitSet();
    this.fresh = new BitSet(key.fragments());
    this.fresh.set(0, key.fragments());
    this.fresh.andNot(held);
    this.holders = new int[key.fragments()];
    this.takers = new int[key.fragments()];
  }

  /** Takes an event in; {@code now} is in milliseconds of a clock that does not go back. */
  public List<DownloadAction> on(long now, DownloadEvent event) {
    this.now = now;
    switch (event) {
      case DownloadEvent.Joined e -> joined(e);
      case DownloadEvent.Left e -> left(e.peer());
      case DownloadEvent.Has e -> has(e);
      case DownloadEvent.Intends e -> intends(e);
      case DownloadEvent.Stored e -> stored(e);
      case DownloadEvent.Refused e -> refused(e);
      case DownloadEvent.Tick _ -> tick();
    }
    List<DownloadAction> taken = actions;
    actions = new ArrayList<>();
    return taken;
  }

  public boolean isComplete() {
    return held.cardinality() == key.fragments();
  }

  /** What is held now. */
  public Holdings holdings() {
    return Holdings.of(key.fragments(), held);
  }

  /** Fragments of which peers were told that they are being fetched. */
  public List<Integer> intended() {
    return parts.values().stream().filter(Part::wasIntended).map(Part::fragment).toList();
  }

  /** Bytes a second that a peer delivers, as observed; 0 of an unknown one. */
  public double rateOf(long peer) {
    Source source = sources.get(peer);
    return source == null ? 0 : source.rate();
  }

  /** Whether each missing fragment has a holder among the peers. */
  public boolean isWithinReach() {
    return fresh.stream().allMatch(fragment -> holders[fragment] > 0)
        && parts.keySet().stream().allMatch(fragment -> holders[fragment] > 0);
  }

  private void joined(DownloadEvent.Joined e) {
    left(e.peer());
    Source source = new Source(e.peer(), key, e.holdings(), now);
    sources.put(e.peer(), source);
    source.has().stream().forEach(fragment -> holders[fragment]++);
    fill(source);
  }

  private void left(long peer) {
    Source source = sources.remove(peer);
    if (source == null) {
      return;
    }
    source.has().stream().forEach(fragment -> holders[fragment]--);
    source.taking().stream().forEach(fragment -> takers[fragment]--);
    for (Run run : List.copyOf(source.asked().keySet())) {
      unask(source, run);
    }
    sources.values().forEach(this::fill);
  }

  private void has(DownloadEvent.Has e) {
    Source source = sources.get(e.peer());
    if (source == null || !key.hasFragment(e.fragment()) || source.has().get(e.fragment())) {
      return;
    }
    source.has().set(e.fragment());
    holders[e.fragment()]++;
    setTaking(source, e.fragment(), false);
    fill(source);
  }

  private void intends(DownloadEvent.Intends e) {
    Source source = sources.get(e.peer());
    if (source != null && key.hasFragment(e.fragment())) {
      setTaking(source, e.fragment(), e.taking());
    }
  }

  private void setTaking(Source source, int fragment, boolean taking) {
    if (source.taking().get(fragment) != taking) {
      source.taking().set(fragment, taking);
      takers[fragment] += taking ? 1 : -1;
    }
  }

  private void stored(DownloadEvent.Stored e) {
    Source source = sources.get(e.peer());
    if (source != null) {
      source.arrived(e.bytes(), now);
      settle(source, e.run());
    }
    Part part = parts.get(e.run().fragment());
    if (part != null) {
      cancelElsewhere(e.run());
      if (part.store(e.run())) {
        complete(part);
      }
    }
    if (source != null) {
      fill(source);
    }
  }

  private void complete(Part part) {
    parts.remove(part.fragment());
    held.set(part.fragment());
    actions.add(new DownloadAction.Complete(part.fragment()));
  }

  private void cancelElsewhere(Run run) {
    if (askers.getOrDefault(run, 0) == 0) {
      return;
    }
    for (Source source : sources.values()) {
      if (source.asked().containsKey(run)) {
        settle(source, run);
        actions.add(new DownloadAction.Cancel(source.peer(), run));
      }
    }
  }

  /** The ask is over; whoever else has it goes on. */
  private boolean settle(Source source, Run run) {
    if (!source.settle(run)) {
      return false;
    }
    owed -= run.bytes(key);
    askers.merge(run, -1, (count, less) -> count + less == 0 ? null : count + less);
    return true;
  }

  /** The ask is over without its blocks: if nobody else has it, they are open again. */
  private void unask(Source source, Run run) {
    Part part = parts.get(run.fragment());
    if (settle(source, run) && part != null && !askers.containsKey(run)) {
      part.reopen(run);
    }
  }

  private void refused(DownloadEvent.Refused e) {
    Source source = sources.get(e.peer());
    if (source == null) {
      return;
    }
    unask(source, e.run());
    if (e.reason() == PeerMessage.Refusal.NOT_HELD && source.has().get(e.run().fragment())) {
      source.has().clear(e.run().fragment());
      holders[e.run().fragment()]--;
    } else if (e.reason() == PeerMessage.Refusal.BUSY) {
      source.busy(now + BUSY_PAUSE);
    }
    abandonIfLost(e.run().fragment());
    sources.values().forEach(this::fill);
  }

  /** A fragment that was announced as intended and that nobody is asked for any more. */
  private void abandonIfLost(int fragment) {
    Part part = parts.get(fragment);
    if (part != null && part.wasIntended() && holders[fragment] == 0) {
      actions.add(new DownloadAction.Intend(fragment, false));
    }
  }

  private void tick() {
    sources.values().forEach(source -> source.tick(now));
    List<Source> shuffled = new ArrayList<>(sources.values());
    Collections.shuffle(shuffled, random);
    shuffled.forEach(this::fill);
  }

  /** Asks a peer for as much as it may owe. */
  private void fill(Source source) {
    while (owed < MOST_OWED && source.hasRoom(now)) {
      Run run = nextOrNull(source);
      if (run == null) {
        return;
      }
      source.ask(run, now);
      owed += run.bytes(key);
      askers.merge(run, 1, Integer::sum);
      actions.add(new DownloadAction.Ask(source.peer(), run, source.needsProof(run.fragment())));
    }
  }

  private @Nullable Run nextOrNull(Source source) {
    Part own = openPartOrNull(source, true);
    if (own != null) {
      return own.nextOrNull(source.runBlocks());
    }
    int fragment = rarest(source);
    if (fragment >= 0) {
      return start(fragment, source).nextOrNull(source.runBlocks());
    }
    Part other = openPartOrNull(source, false);
    return other != null ? other.nextOrNull(source.runBlocks()) : owedElsewhereOrNull(source);
  }

  private @Nullable Part openPartOrNull(Source source, boolean own) {
    for (Part part : parts.values()) {
      boolean orphan = !sources.containsKey(part.starter());
      boolean mine = orphan || part.starter() == source.peer();
      if ((mine || !own) && part.hasOpen() && source.has().get(part.fragment())) {
        return part;
      }
    }
    return null;
  }

  /** The fresh fragment of a peer that fewest have or fetch; -1 if there is none. */
  private int rarest(Source source) {
    BitSet candidates = (BitSet) source.has().clone();
    candidates.and(fresh);
    int best = -1;
    int bestCount = Integer.MAX_VALUE;
    int seen = 0;
    int start = key.fragments() == 0 ? 0 : random.nextInt(key.fragments());
    int at = candidates.nextSetBit(start);
    boolean wrapped = false;
    while (seen++ < LOOK_AT) {
      if (at < 0 && !wrapped) {
        wrapped = true;
        at = candidates.nextSetBit(0);
      }
      if (at < 0 || (wrapped && at >= start)) {
        break;
      }
      int count = holders[at] + takers[at];
      if (count < bestCount) {
        best = at;
        bestCount = count;
      }
      at = candidates.nextSetBit(at + 1);
    }
    return best;
  }

  private Part start(int fragment, Source source) {
    boolean intended = holders[fragment] == 1;
    Part part = new Part(fragment, key.blocksOf(fragment), source.peer(), intended);
    parts.put(fragment, part);
    fresh.clear(fragment);
    if (intended) {
      actions.add(new DownloadAction.Intend(fragment, true));
    }
    return part;
  }

  /** When all blocks have been asked for: what comes late from elsewhere and sooner from here. */
  private @Nullable Run owedElsewhereOrNull(Source source) {
    Run latest = null;
    double worst = 0;
    for (Source other : sources.values()) {
      if (other != source && (other.isStalled(now) || source.isIdle())) {
        for (Run run : other.asked().keySet()) {
          boolean helps = source.has().get(run.fragment()) && askers.getOrDefault(run, 0) < 2;
          double gain = delay(other) - 2 * source.secondsFor(run) - LEAST_GAIN;
          if (helps && gain > worst && !source.asked().containsKey(run)) {
            latest = run;
            worst = gain;
          }
        }
      }
    }
    return latest;
  }

  private double delay(Source other) {
    return other.isStalled(now) ? Double.MAX_VALUE : other.secondsOwed();
  }
}
