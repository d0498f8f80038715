// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps what any container complains of, at WARN or above, whichever way it logs; and exceptions
 * that end a thread.
 */
public final class ServerLog implements AutoCloseable {

  /** Loggers that other tests want quiet. */
  private static final List<String> QUIET = List.of("org.eclipse.jetty", "io.undertow.request");

  /** Tomcat's logger may have been told to hand nothing up to the root. */
  private static final List<java.util.logging.Logger> JDK_LOGGERS =
      List.of(
          java.util.logging.Logger.getLogger(""), java.util.logging.Logger.getLogger("org.apache"));

  private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
  private final List<Level> levels;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Appender appender = new Appender();
  private final JdkHandler handler = new JdkHandler();
  private final Thread.UncaughtExceptionHandler uncaught =
      Thread.getDefaultUncaughtExceptionHandler();

  private ServerLog() {
    levels = QUIET.stream().map(name -> loggers.getLogger(name).getLevel()).toList();
  }

  /** Starts to listen, until closed. */
  public static ServerLog open() {
    ServerLog log = new ServerLog();
    QUIET.forEach(name -> log.loggers.getLogger(name).setLevel(Level.WARN));
    log.appender.start();
    log.root.addAppender(log.appender);
    JDK_LOGGERS.forEach(logger -> logger.addHandler(log.handler));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> log.complaints.add(thread + ": " + failure));
    return log;
  }

  private final class Appender extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
        complaints.add(event.toString());
      }
    }
  }

  private final class JdkHandler extends Handler {

    @Override
    public void publish(LogRecord entry) {
      if (!isOfTomcatsOwn(entry.getMessage())
          && entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
        complaints.add(entry.getLoggerName() + ": " + entry.getMessage());
      }
    }

    /**
     * Tomcat would look for leaks in packages of the JDK when it is stopped, and tells when the
     * machine was so busy that a random number took it 100 ms.
     */
    private static boolean isOfTomcatsOwn(@Nullable String message) {
      return message != null
          && (message.contains("--add-opens") || message.startsWith("Creation of SecureRandom"));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(uncaught);
    JDK_LOGGERS.forEach(logger -> logger.removeHandler(handler));
    root.detachAppender(appender);
    for (int i = 0; i < levels.size(); i++) {
      loggers.getLogger(QUIET.get(i)).setLevel(levels.get(i));
    }
  }
}
