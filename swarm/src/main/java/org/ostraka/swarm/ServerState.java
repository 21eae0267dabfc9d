package org.ostraka.swarm;

/** What a server thinks of another one's life. */
public enum ServerState {
  ALIVE(1),
  SUSPECT(2),
  DEAD(3);

  private final int number;

  ServerState(int number) {
    this.number = number;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  /**
   * The state of a number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ServerState of(int number) {
    return switch (number) {
      case 1 -> ALIVE;
      case 2 -> SUSPECT;
      case 3 -> DEAD;
      default -> throw new IllegalArgumentException("server state " + number + ": it is 1 to 3");
    };
  }
}
