package org.ostraka.sync.hub;

import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.RepositoryName;

/** The refusals of the hub in words. None tells apart what does not exist and what is hidden. */
final class HubRefusal {

  private HubRefusal() {}

  static Fault unknownRepository(RepositoryName name) {
    return new Fault(
        FaultKind.NOT_FOUND,
        "repository-unknown",
        "there is no repository '%s' that you may read: ask an administrator for a right in it"
            .formatted(name));
  }

  /** For whoever may know of all repositories. */
  static Fault noRepository(RepositoryName name) {
    return new Fault(
        FaultKind.NOT_FOUND,
        "repository-unknown",
        "there is no repository '%s' on this hub: 'hub repo ls' lists those there are"
            .formatted(name));
  }

  static Fault unknownNode() {
    return new Fault(
        FaultKind.NOT_FOUND,
        "node-unknown",
        "there is nothing of that id that you may read: look at the folder again");
  }

  static Fault unknownPath() {
    return new Fault(
        FaultKind.NOT_FOUND, "path-unknown", "there is nothing at that path that you may read");
  }

  static Fault versionGone() {
    return new Fault(
        FaultKind.NOT_FOUND,
        "version-gone",
        "this version was overwritten before Subversion had it: the list of versions has the"
            + " others");
  }

  static Fault unknownChunk() {
    return new Fault(
        FaultKind.NOT_FOUND,
        "chunk-unknown",
        "there is no chunk of that digest that you may read: read the journal again");
  }

  static Fault noRight(String what) {
    return new Fault(
        FaultKind.ACCESS_DENIED,
        "no-right",
        what + ": ask somebody who may manage the repository for the right");
  }

  static Fault quota(RepositoryName name, long quotaBytes) {
    return new Fault(
        FaultKind.NO_SPACE,
        "quota",
        "the repository '%s' has used up its %,d bytes: ask an administrator for more"
            .formatted(name, quotaBytes));
  }

  static Fault userQuota(long quotaBytes) {
    return new Fault(
        FaultKind.NO_SPACE,
        "quota",
        "your files have used up your %,d bytes: remove some, or ask an administrator for more"
            .formatted(quotaBytes));
  }

  static Fault diskFull() {
    return new Fault(
        FaultKind.NO_SPACE,
        "no-space",
        "the hub's disk is nearly full: free some space there and try again");
  }
}
