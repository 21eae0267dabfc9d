package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a fault becomes an error number: every callback of the mount runs inside.
 *
 * <p>What is logged names the operation and the rule or the place in the code, never a path, a
 * message or content: the path of a creation holds the voter and the name of the ballot side by
 * side.
 */
final class ErrnoBoundary {
  private static final Logger LOG = LoggerFactory.getLogger(ErrnoBoundary.class);
  private static final int FRAMES = 8;

  /** Not the caller's mistake: who runs the server has to do something. */
  private static final Set<FaultKind> WORTH_KNOWING =
      EnumSet.of(FaultKind.BROKEN, FaultKind.CORRUPT, FaultKind.NO_SPACE, FaultKind.UNAVAILABLE);

  private ErrnoBoundary() {}

  /** A callback's work. */
  @FunctionalInterface
  interface Call {

    /** Returns zero or more for success; an error number is thrown as a fault. */
    int run() throws Fault, IOException, InterruptedException;
  }

  /** A callback's work that counts nothing. */
  @FunctionalInterface
  interface Act {

    /** Does the work, or throws why not. */
    void run() throws Fault, IOException, InterruptedException;
  }

  /** Zero, or the negated error number of what the act threw. */
  static int done(String operation, Act act) {
    return answer(
        operation,
        () -> {
          act.run();
          return 0;
        });
  }

  /** The call's result, or the negated error number of what it threw. */
  static int answer(String operation, Call call) {
    try {
      return call.run();
    } catch (Fault e) {
      if (WORTH_KNOWING.contains(e.kind())) {
        LOG.warn("mount: {} failed: {}", operation, e.code());
      }
      return -e.kind().errno();
    } catch (InterruptedException e) {
      // The thread is libfuse's and serves the next call, which nobody has interrupted.
      return -FaultKind.INTERRUPTED.errno();
    } catch (IOException | RuntimeException e) {
      LOG.error("mount: {} failed: {} at {}", operation, e.getClass().getName(), placeOf(e));
      return -FaultKind.BROKEN.errno();
    }
  }

  /** The negated error number of what failed elsewhere. */
  static int numberOf(String operation, Exception failure) {
    return done(
        operation,
        () -> {
          switch (failure) {
            case Fault e -> throw e;
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            default -> throw new IllegalStateException(failure);
          }
        });
  }

  private static String placeOf(Exception e) {
    return Arrays.stream(e.getStackTrace())
        .limit(FRAMES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < "));
  }
}
