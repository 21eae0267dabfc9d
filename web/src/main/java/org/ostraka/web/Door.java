package org.ostraka.web;

import java.io.IOException;
import java.util.Set;
import org.ostraka.base.Fault;

/**
 * Decides by a request's head who comes in by a route.
 *
 * @param <C> whoever was let in
 */
public interface Door<C> {

  /**
   * The caller.
   *
   * @throws Fault UNAUTHENTICATED or ACCESS_DENIED
   */
  C admit(Head head) throws Fault, IOException;

  /** Who may come in, as the interface's description calls them. */
  Set<String> words();

  /** HTTP statuses by which it refuses. */
  default Set<Integer> refusals() {
    return Set.of(401, 403);
  }

  /** Lets everybody in, but for requests that another site's page made a browser send. */
  Door<Head> OPEN =
      new Door<>() {
        @Override
        public Head admit(Head head) throws Fault {
          head.requireOwnSite();
          return head;
        }

        @Override
        public Set<String> words() {
          return Set.of("anybody");
        }

        @Override
        public Set<Integer> refusals() {
          return Set.of();
        }
      };
}
