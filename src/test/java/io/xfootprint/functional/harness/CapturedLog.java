// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * What a logger of this JVM, and those below it, are told until it is closed; it goes nowhere else.
 * Safe for use by many threads.
 */
public final class CapturedLog implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Logger logger;
  private final Level levelBefore;
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Keeper keeper = new Keeper();

  private final class Keeper extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
      events.add(event);
    }
  }

  private CapturedLog(String name, Level level) {
    logger = (Logger) LoggerFactory.getLogger(name);
    levelBefore = logger.getLevel();
    keeper.start();
    logger.addAppender(keeper);
    logger.setLevel(level);
    logger.setAdditive(false);
  }

  /** Captures what a logger is told at a level and above. */
  public static CapturedLog of(String logger, Level level) {
    return new CapturedLog(logger, level);
  }

  /** Captures all that the filter logs, in full detail. */
  public static CapturedLog ofAll() {
    return of("io.xfootprint", Level.TRACE);
  }

  /** Captures what is said of faults of stores. */
  public static CapturedLog ofFaults() {
    return of("io.xfootprint.database.FaultLog", Level.INFO);
  }

  public List<ILoggingEvent> events() {
    return events;
  }

  public List<String> messages() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Returns the messages at just this level. */
  public List<String> messages(Level level) {
    return events.stream()
        .filter(event -> event.getLevel().equals(level))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Returns the messages at WARN and above. */
  public List<String> warnings() {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Returns all messages that hold a text, whatever their level, and all that exceptions say. */
  public List<String> all(String text) {
    return events.stream().map(CapturedLog::full).filter(line -> line.contains(text)).toList();
  }

  private static String full(ILoggingEvent event) {
    StringBuilder full = new StringBuilder(event.toString());
    for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
      full.append(' ').append(cause.getMessage());
    }
    return full.toString();
  }

  /** Waits for a message that holds a text. */
  public void await(String text) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (all(text).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        fail("no '" + text + "' in " + events);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  public void clear() {
    events.clear();
  }

  @Override
  public void close() {
    logger.setAdditive(true);
    logger.setLevel(levelBefore);
    logger.detachAppender(keeper);
  }
}
