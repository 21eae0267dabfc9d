package org.ostraka.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * What is logged, and where: in code rather than in XML, because every command is the start of a
 * process. A command logs warnings on standard error, beside its own lines; a server also logs what
 * it does, on standard output. Libraries never say more than warnings.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String SERVER = "ostraka.server";

  // Held here because the JDK forgets a logger, and its level, that nobody holds.
  private static final java.util.logging.Logger HELIDON =
      java.util.logging.Logger.getLogger("io.helidon");

  /** Before the first line is logged: this process is a server. */
  public static void ofServer() {
    System.setProperty(SERVER, "true");
    quietLibraries();
  }

  /**
   * A command that serves itself for a moment: what the server says of itself is of no interest.
   */
  public static void quietLibraries() {
    HELIDON.setLevel(java.util.logging.Level.WARNING);
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    boolean server = Boolean.getBoolean(SERVER);
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(server ? "System.out" : "System.err");
    console.setEncoder(encoder(context, server));
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    RecentTroubles.OF_PROCESS.setContext(context);
    RecentTroubles.OF_PROCESS.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(RecentTroubles.OF_PROCESS);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger("org.ostraka").setLevel(server ? Level.INFO : Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static PatternLayoutEncoder encoder(LoggerContext context, boolean server) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        server
            ? "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0}: %msg%n%ex{full}"
            : "ostraka: %level: %msg%n");
    encoder.start();
    return encoder;
  }
}
