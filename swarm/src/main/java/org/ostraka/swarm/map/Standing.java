package org.ostraka.swarm.map;

import org.ostraka.swarm.Ownership;

/** Who owns a file, as a server sees it for one request. */
sealed interface Standing {

  /** This server does. */
  record Mine(Ownership ownership, MappedFile file) implements Standing {}

  /** Another server does, and is not known to be dead. */
  record Elsewhere(Ownership ownership, KnownServer owner) implements Standing {}

  /** Nobody who lives: a client has to entrust the file again. */
  record Nowhere(Ownership last) implements Standing {}
}
