package org.ostraka.web;

import java.util.HashSet;
import java.util.Set;

/**
 * What a route asks of its callers, and how it may refuse them.
 *
 * @param door who may call it
 * @param query names of its query parameters
 * @param body how long its body may be, and how it is read
 * @param refusals HTTP statuses beside those that every route can answer with
 * @param <C> its callers
 */
public record Contract<C>(Door<C> door, Set<String> query, BodyRule body, Set<Integer> refusals) {

  /** Copies the sets. */
  public Contract {
    query = Set.copyOf(query);
    refusals = Set.copyOf(refusals);
  }

  /**
   * Which bodies a route takes.
   *
   * @param maxBytes longest one; 0 where there is none
   * @param streamed whether the route reads it as it comes; else it is held in memory
   */
  public record BodyRule(long maxBytes, boolean streamed) {
    static final BodyRule NONE = new BodyRule(0, false);
  }

  /** For whom this door lets in; no query, no body. */
  public static <C> Contract<C> of(Door<C> door) {
    return new Contract<>(door, Set.of(), BodyRule.NONE, Set.of());
  }

  /** For everybody. */
  public static Contract<Head> anybody() {
    return of(Door.OPEN);
  }

  /** With these query parameters too. */
  public Contract<C> query(String... names) {
    Set<String> all = new HashSet<>(query);
    all.addAll(Set.of(names));
    return new Contract<>(door, all, body, refusals);
  }

  /** With a body of at most so many bytes, held in memory. */
  public Contract<C> body(long maxBytes) {
    return new Contract<>(door, query, new BodyRule(maxBytes, false), refusals);
  }

  /** With a body of at most so many bytes, read as it comes. */
  public Contract<C> stream(long maxBytes) {
    return new Contract<>(door, query, new BodyRule(maxBytes, true), refusals);
  }

  /** With these further statuses. */
  public Contract<C> refuses(Integer... statuses) {
    return new Contract<>(door, query, body, Set.of(statuses));
  }

  /** Longest body in bytes; 0 where there is none. */
  public long maxBodyBytes() {
    return body.maxBytes();
  }
}
