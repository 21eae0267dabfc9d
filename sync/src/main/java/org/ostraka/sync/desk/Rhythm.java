package org.ostraka.sync.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.NodeId;

/**
 * How often one file is sent and read: at once when it is seldom written, less and less often, down
 * to once in two seconds, when it is written again and again.
 */
final class Rhythm {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** More than this many are not remembered; all start again. */
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<NodeId, Beat> sent = new HashMap<>();
  private final Map<String, Beat> restless = new HashMap<>();

  /** When it happened last, and how long to wait after that. */
  private record Beat(Instant last, Duration pause) {

    boolean isRecent(Instant now) {
      return last.plus(LONGEST).plus(LONGEST).isAfter(now);
    }
  }

  Rhythm(InstantSource clock) {
    this.clock = clock;
  }

  /** How long the node's next content has to wait; zero for not at all. */
  Duration untilSending(NodeId node, boolean again) {
    @Nullable Beat beat = sent.get(node);
    if (!again || beat == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), beat.last.plus(beat.pause));
    // A clock that was set back must not make anybody wait for long.
    return left.isPositive() && left.compareTo(LONGEST) <= 0 ? left : Duration.ZERO;
  }

  /** The node's content is being sent. */
  void sent(NodeId node) {
    beat(sent, node, Duration.ZERO);
  }

  /** The file changed while it was read: how long to leave it alone. */
  Duration restless(String path) {
    return beat(restless, path, Duration.ofMillis(10));
  }

  /** Whether the file changed a short while ago, while it was read. */
  boolean isRestless(String path) {
    @Nullable Beat beat = restless.get(path);
    return beat != null && beat.isRecent(clock.instant());
  }

  private <K> Duration beat(Map<K, Beat> beats, K key, Duration least) {
    Instant now = clock.instant();
    if (beats.size() > REMEMBERED) {
      beats.clear();
    }
    @Nullable Beat beat = beats.get(key);
    boolean often = beat != null && beat.isRecent(now);
    Duration pause = least;
    if (beat != null && often) {
      Duration doubled = beat.pause.isZero() ? FIRST : beat.pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
    beats.put(key, new Beat(now, pause));
    return pause;
  }
}
