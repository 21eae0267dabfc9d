package org.ostraka.sync.hub;

import java.util.Optional;
import org.ostraka.sync.account.Grant;
import org.ostraka.sync.account.Right;

/**
 * What somebody may do at a folder, and why.
 *
 * @param because the grant that decides it; empty if no folder on the way has one
 * @param path of that grant's folder
 */
public record Effective(Right right, Optional<Grant> because, String path) {

  /** Nothing, because nothing was given. */
  static final Effective NOTHING = new Effective(Right.NONE, Optional.empty(), "");
}
