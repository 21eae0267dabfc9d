package org.ostraka.swarm.client;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Ownership;

/** One file in the steward's care: its owner as far as the client knows. */
final class Stewarded {
  private static final long FIRST_LOCATE_GAP = 300;

  private final FileKey key;
  private final FileName name;
  private Holdings holdings;
  private long digest;
  private boolean wanted;

  /** Invariant: never replaced by a smaller one. */
  private Ownership seen = Ownership.NONE;

  private Place place = new Place.Nowhere(0);
  private final Set<Endpoint> tried = new LinkedHashSet<>();
  private int redirects;
  private long nextHoldings;
  private boolean unlisted;
  private long nextLocate;
  private long locateGap = FIRST_LOCATE_GAP;

  /** Where a file is announced. */
  sealed interface Place {

    /** At no server; the next one is tried at {@code since}. */
    record Nowhere(long since) implements Place {}

    /** A server has been asked to own it, or who owns it. */
    record Asked(Endpoint server, int tag, long deadline, boolean flagged) implements Place {}

    /** At this server, which is the owner or reaches it. */
    record At(Endpoint server) implements Place {}
  }

  Stewarded(FileKey key, FileName name, Holdings holdings, boolean wanted) {
    this.key = key;
    this.name = name;
    this.holdings = holdings;
    this.digest = holdings.digest();
    this.wanted = wanted;
  }

  FileKey key() {
    return key;
  }

  FileName name() {
    return name;
  }

  Holdings holdings() {
    return holdings;
  }

  long digest() {
    return digest;
  }

  Ownership seen() {
    return seen;
  }

  Place place() {
    return place;
  }

  void place(Place place) {
    this.place = place;
  }

  boolean isAt(Endpoint server) {
    return place instanceof Place.At at && at.server().equals(server);
  }

  boolean wasAsked(Endpoint server) {
    return place instanceof Place.Asked asked && asked.server().equals(server);
  }

  /** The ask with this tag that the file waits for, or null. */
  Place.@Nullable Asked askedOrNull(int tag) {
    return place instanceof Place.Asked asked && asked.tag() == tag ? asked : null;
  }

  /** Takes an ownership in unless a greater one has been seen; whether it was. */
  boolean sees(Ownership ownership) {
    if (seen.isAbove(ownership)) {
      return false;
    }
    seen = ownership;
    return true;
  }

  void holds(Holdings now) {
    holdings = now;
    digest = now.digest();
    unlisted = true;
    wanted &= !now.isComplete();
  }

  /** Whether holdings are to be sent now; if so, not again for a second. */
  boolean takeReport(long now) {
    if (!unlisted || now < nextHoldings) {
      return false;
    }
    unlisted = false;
    nextHoldings = now + 1_000;
    return true;
  }

  void reportAgain() {
    unlisted = true;
  }

  /** Whether to ask for holders now; quickly at first, then once an announce period. */
  boolean takeLocate(long now, long period) {
    if (!wanted || now < nextLocate) {
      return false;
    }
    nextLocate = now + locateGap;
    locateGap = Math.min(2 * locateGap, period);
    return true;
  }

  Set<Endpoint> tried() {
    return tried;
  }

  /** Counts a redirect; whether it may be followed. */
  boolean mayFollow() {
    return ++redirects <= 3;
  }

  void arrived() {
    redirects = 0;
    tried.clear();
  }
}
