package org.ostraka.sync.account;

/**
 * Who does something, for the audit log.
 *
 * @param who a user's name, or what stands for one
 * @param address where the request came from
 */
public record Actor(String who, String address) {

  /** Whoever has the hub's folder: the commands on its own machine. */
  public static final Actor LOCAL = new Actor(Principal.LOCAL, "local");
}
