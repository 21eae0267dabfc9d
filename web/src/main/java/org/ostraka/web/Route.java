package org.ostraka.web;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.ostraka.base.Fault;

/**
 * One line of an interface's table: what its description in docs/api says of it, and what is done.
 *
 * @param path the template, such as {@code /api/v1/repositories/{repository}}
 * @param <C> its callers
 */
public record Route<C>(Verb verb, String path, Contract<C> contract, Action<C> action) {

  /**
   * What a route does with a request that keeps the contract.
   *
   * @param <C> whoever calls
   */
  @FunctionalInterface
  public interface Action<C> {
    /** Does it. */
    Answer run(Call<C> call) throws Fault, IOException, InterruptedException;
  }

  /** Every HTTP status that this route may answer with. */
  public Set<Integer> statuses() {
    Set<Integer> statuses = new TreeSet<>(contract.refusals());
    statuses.addAll(Set.of(200, 400, 413, 500, 503));
    statuses.addAll(contract.door().refusals());
    if (path.contains("{")) {
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
