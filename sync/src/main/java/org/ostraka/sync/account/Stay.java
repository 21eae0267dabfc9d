package org.ostraka.sync.account;

import java.time.Duration;
import java.util.Optional;
import org.ostraka.sync.DeskName;

/** How somebody who signs in stays signed in. */
public sealed interface Stay {

  /** How long a person stays signed in at most, unless the settings say otherwise. */
  Duration LENGTH = Duration.ofHours(12);

  /** How long a browser stays signed in without a request, unless the settings say otherwise. */
  Duration IDLE = Duration.ofMinutes(30);

  /** A person's program, for the length of a session. */
  record Person() implements Stay {}

  /** A person's browser, likewise, or until it has asked for nothing for too long. */
  record Browser() implements Stay {}

  /**
   * A desk, until its token is revoked.
   *
   * @param isNew whether it must be one that the hub does not know; otherwise one of the same name
   *     and user is taken for the same machine, and its earlier token ends
   */
  record OfDesk(DeskName name, boolean isNew) implements Stay {}

  /** The desk that stays. */
  default Optional<DeskName> desk() {
    return switch (this) {
      case Person _, Browser _ -> Optional.empty();
      case OfDesk(DeskName name, boolean _) -> Optional.of(name);
    };
  }

  /** When the session ends whatever happens; {@link Long#MAX_VALUE} for never. */
  default long expires(long nowMillis, Settings settings) {
    return switch (this) {
      case Person _, Browser _ -> nowMillis + settings.sessionLength().toMillis();
      case OfDesk _ -> Long.MAX_VALUE;
    };
  }

  /** How many milliseconds it lasts without a request; {@link Long#MAX_VALUE} for ever. */
  default long idleMillis(Settings settings) {
    return switch (this) {
      case Browser _ -> settings.idleLength().toMillis();
      case Person _, OfDesk _ -> Long.MAX_VALUE;
    };
  }
}
