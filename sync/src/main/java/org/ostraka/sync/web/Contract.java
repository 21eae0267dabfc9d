package org.ostraka.sync.web;

import java.util.HashSet;
import java.util.Set;

/**
 * What a route asks of its callers, and how it may refuse them.
 *
 * @param access who may call it
 * @param query names of its query parameters
 * @param maxBodyBytes longest body; 0 where there is none
 * @param refusals HTTP statuses beside those that every route can answer with
 */
record Contract(Access access, Set<String> query, long maxBodyBytes, Set<Integer> refusals) {

  /** The HTTP methods that are used. */
  enum Verb {
    /** Reads. */
    GET,
    /** Does something. */
    POST,
    /** Makes or replaces what is named. */
    PUT,
    /** Ends what is named. */
    DELETE
  }

  /** Who may call a route; what they may do there is decided by their rights. */
  enum Access {
    /** Everybody. */
    ANYBODY,
    /** Whoever is signed in, as a person or a desk. */
    SIGNED_IN,
    /** Administrators, signed in as a person. */
    ADMINISTRATOR
  }

  /** Copies the sets. */
  Contract {
    query = Set.copyOf(query);
    refusals = Set.copyOf(refusals);
  }

  static Contract anybody() {
    return new Contract(Access.ANYBODY, Set.of(), 0, Set.of());
  }

  static Contract signedIn() {
    return new Contract(Access.SIGNED_IN, Set.of(), 0, Set.of());
  }

  static Contract administrator() {
    return new Contract(Access.ADMINISTRATOR, Set.of(), 0, Set.of());
  }

  /** With these query parameters too. */
  Contract query(String... names) {
    Set<String> all = new HashSet<>(query);
    all.addAll(Set.of(names));
    return new Contract(access, all, maxBodyBytes, refusals);
  }

  /** With a body of at most so many bytes. */
  Contract body(long maxBytes) {
    return new Contract(access, query, maxBytes, refusals);
  }

  /** With these further statuses. */
  Contract refuses(Integer... statuses) {
    return new Contract(access, query, maxBodyBytes, Set.of(statuses));
  }
}
