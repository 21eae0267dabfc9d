package org.ostraka.ballot.web;

import java.util.HashSet;
import java.util.Set;
import org.ostraka.base.identity.Role;

/**
 * What a route asks of its callers, and how it may refuse them.
 *
 * @param roles who may call it
 * @param query names of its query parameters
 * @param maxBodyBytes longest body; 0 where there is none
 * @param refusals HTTP statuses beside those that every route can answer with
 */
record Contract(Set<Role> roles, Set<String> query, long maxBodyBytes, Set<Integer> refusals) {

  /** The HTTP methods that are used. */
  enum Verb {
    /** Reads. */
    GET,
    /** Does something. */
    POST
  }

  /** Copies the sets. */
  Contract {
    roles = Set.copyOf(roles);
    query = Set.copyOf(query);
    refusals = Set.copyOf(refusals);
  }

  /** For these roles; no query, no body. */
  static Contract of(Role... roles) {
    return new Contract(Set.of(roles), Set.of(), 0, Set.of());
  }

  /** For whoever has a certificate of the organisation. */
  static Contract ofEverybody() {
    return of(Role.values());
  }

  /** With these query parameters too. */
  Contract query(String... names) {
    Set<String> all = new HashSet<>(query);
    all.addAll(Set.of(names));
    return new Contract(roles, all, maxBodyBytes, refusals);
  }

  /** With a body of at most so many bytes. */
  Contract body(long maxBytes) {
    return new Contract(roles, query, maxBytes, refusals);
  }

  /** With these further statuses. */
  Contract refuses(Integer... statuses) {
    return new Contract(roles, query, maxBodyBytes, Set.of(statuses));
  }
}
