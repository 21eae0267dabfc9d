package org.ostraka.sync.desk;

import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;

/** What keeps a session from going on, until the next try shows that it has passed. */
final class Troubles {

  /** How Linux says that the disk is to blame: Java gives the text and no type. */
  private static final List<String> OF_DISK =
      List.of("No space left", "quota exceeded", "Input/output error", "Read-only file system");

  /** How soon what did not go is tried again; what is refused stays so until somebody acts. */
  private static final Duration REST = Duration.ofSeconds(1);

  private static final Duration REST_OF_REFUSED = Duration.ofSeconds(10);

  private boolean asked;
  private @Nullable Exception withHub;
  private @Nullable Exception withTransfers;
  private boolean transfersRest;

  void withHub(Exception cause) {
    asked = true;
    withHub = cause;
  }

  /** The hub answered. */
  void hubAnswered() {
    asked = true;
    withHub = null;
  }

  void withTransfers(Exception cause) {
    withTransfers = cause;
    transfersRest = true;
  }

  /** Transfers may be tried again. */
  void rested() {
    transfersRest = false;
  }

  /** Whether no transfer should begin for now. */
  boolean transfersRest() {
    return transfersRest;
  }

  /** How long to wait before the next try. */
  Duration rest() {
    SessionStatus.@Nullable State state = stateOrNull();
    boolean refused = state == SessionStatus.State.REFUSED || state == SessionStatus.State.STUCK;
    return refused ? REST_OF_REFUSED : REST;
  }

  /** A transfer arrived, or none is needed any more. */
  void transfersGoOn() {
    withTransfers = null;
  }

  /** What the trouble comes to, or null while there is none. */
  SessionStatus.@Nullable State stateOrNull() {
    @Nullable Exception cause = causeOrNull();
    if (cause == null) {
      return asked ? null : SessionStatus.State.STARTING;
    }
    return state(cause);
  }

  private @Nullable Exception causeOrNull() {
    return withHub != null ? withHub : withTransfers;
  }

  String explanation() {
    @Nullable Exception cause = causeOrNull();
    return cause == null
        ? ""
        : Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }

  private SessionStatus.State state(Exception cause) {
    if (cause instanceof Fault fault) {
      return switch (fault.kind()) {
        case UNAVAILABLE, BUSY, INTERRUPTED -> SessionStatus.State.OFFLINE;
        // A chunk that is not there any more belongs to a version that is not the last any more.
        case NOT_FOUND ->
            withHub == null ? SessionStatus.State.WORKING : SessionStatus.State.REFUSED;
        case UNAUTHENTICATED -> SessionStatus.State.REFUSED;
        // Who may read and not write has all that others did.
        case ACCESS_DENIED, NOT_PERMITTED ->
            withHub == null ? SessionStatus.State.STUCK : SessionStatus.State.REFUSED;
        default -> SessionStatus.State.FAILING;
      };
    }
    return isOfDisk(cause) ? SessionStatus.State.FAILING : SessionStatus.State.OFFLINE;
  }

  private static boolean isOfDisk(Exception cause) {
    String text = String.valueOf(cause.getMessage());
    return cause instanceof FileSystemException || OF_DISK.stream().anyMatch(text::contains);
  }
}
