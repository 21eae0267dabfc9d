package org.ostraka.sync;

/** Why the hub refuses a change. After any of them a desk reads the journal and plans anew. */
public enum Refusal {
  /** The node, or something in a folder to be removed, changed after what the desk had seen. */
  STALE,
  /** Another node has this name in this folder. */
  NAME_TAKEN,
  /** A node with the id that was to be created exists. */
  NODE_TAKEN,
  /** The node to be changed does not exist, or the user may not know that it does. */
  NODE_GONE,
  /** The folder to be changed does not exist, or the user may not know that it does. */
  PARENT_GONE,
  /** The parent is no folder, or an edit would change the kind. */
  WRONG_KIND,
  /** A folder would be moved into itself. */
  CYCLE,
  /** More than {@link RepositoryTree#MAX_DEPTH} folders one in another. */
  TOO_DEEP,
  /** The user may read this, but not change it. */
  NO_RIGHT,
  /** The content names chunks that the hub does not have: send them first. */
  MISSING_CHUNKS,
  /** The repository's or user's quota is used up. */
  QUOTA
}
