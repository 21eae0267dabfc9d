package org.ostraka.swarm;

/** What a node is: a client or a mapping server. */
public enum NodeRole {
  CLIENT(1),
  SERVER(2);

  private final int number;

  NodeRole(int number) {
    this.number = number;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  /**
   * The role of a number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NodeRole of(int number) {
    return switch (number) {
      case 1 -> CLIENT;
      case 2 -> SERVER;
      default -> throw new IllegalArgumentException("role " + number + ": it is 1 or 2");
    };
  }
}
