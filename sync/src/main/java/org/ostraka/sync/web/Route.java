package org.ostraka.sync.web;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.ostraka.base.Fault;
import org.ostraka.sync.web.Contract.Access;
import org.ostraka.sync.web.Contract.Verb;

/**
 * One line of the interface's table: what docs/api/sync-openapi.yaml says of it, and what is done.
 *
 * @param path the template, such as {@code /api/v1/repositories/{repository}}
 */
record Route(Verb verb, String path, Contract contract, Action action) {

  /** What a route does with a request that keeps the contract. */
  @FunctionalInterface
  interface Action {
    Answer run(Call call) throws Fault, IOException, InterruptedException;
  }

  /** Every HTTP status that this route may answer with. */
  Set<Integer> statuses() {
    Set<Integer> statuses = new TreeSet<>(contract.refusals());
    statuses.addAll(Set.of(200, 400, 413, 429, 500, 503));
    if (contract.access() != Access.ANYBODY) {
      statuses.addAll(Set.of(401, 403));
    }
    if (path.contains("{")) {
      statuses.add(404);
    }
    return statuses;
  }

  @Override
  public String toString() {
    return verb + " " + path;
  }
}
