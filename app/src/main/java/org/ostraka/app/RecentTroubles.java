package org.ostraka.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last warnings and errors of this process, for those who administer it. They are in memory
 * only: the log has them all.
 */
public final class RecentTroubles extends AppenderBase<ILoggingEvent> {

  /** Those of this process. */
  public static final RecentTroubles OF_PROCESS = new RecentTroubles();

  /** So many are kept. */
  public static final int MOST = 50;

  static final int LONGEST_MESSAGE = 500;

  private final Deque<Trouble> last = new ArrayDeque<>();

  /**
   * One of them.
   *
   * @param timeMillis of the last time, since 1970 UTC
   * @param source the name of what has logged it, without its package
   * @param times how often it came in a row
   */
  public record Trouble(long timeMillis, boolean error, String source, String message, long times) {
    boolean isRepeatedBy(Trouble other) {
      return error == other.error && source.equals(other.source) && message.equals(other.message);
    }

    Trouble repeated(long nowMillis) {
      return new Trouble(nowMillis, error, source, message, times + 1);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      note(
          new Trouble(
              event.getTimeStamp(),
              event.getLevel().isGreaterOrEqual(Level.ERROR),
              event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1),
              shortened(event.getFormattedMessage()),
              1));
    }
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }

  synchronized void note(Trouble trouble) {
    @Nullable Trouble newest = last.peekFirst();
    if (newest != null && newest.isRepeatedBy(trouble)) {
      last.removeFirst();
      last.addFirst(newest.repeated(trouble.timeMillis()));
      return;
    }
    last.addFirst(trouble);
    if (last.size() > MOST) {
      last.removeLast();
    }
  }

  /** The newest first. */
  public synchronized List<Trouble> list() {
    return List.copyOf(last);
  }
}
