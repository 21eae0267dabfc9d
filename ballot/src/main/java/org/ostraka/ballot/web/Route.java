package org.ostraka.ballot.web;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.ostraka.ballot.web.Contract.Verb;
import org.ostraka.base.Fault;

/**
 * One line of the interface's table: what docs/api/ballot-openapi.yaml says of it, and what is
 * done.
 *
 * @param path the template, such as {@code /v1/elections/{election}}
 */
record Route(Verb verb, String path, Contract contract, Action action) {

  /** What a route does with a request that keeps the contract. */
  @FunctionalInterface
  interface Action {
    Answer run(Call call) throws Fault, IOException, InterruptedException;
  }

  /** Whether the answer comes from what the servers agreed upon. */
  boolean needsTables() {
    return path.startsWith("/v1/elections");
  }

  /** Every HTTP status that this route may answer with. */
  Set<Integer> statuses() {
    Set<Integer> statuses = new TreeSet<>(contract.refusals());
    statuses.addAll(Set.of(200, 400, 401, 403, 413, 500, 503));
    if (path.contains("{election}")) {
      statuses.add(404);
    }
    if (contract.maxBodyBytes() > 0) {
      statuses.add(429);
    }
    return statuses;
  }

  @Override
  public String toString() {
    return verb + " " + path;
  }
}
