// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

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

/** Keeps all that the filter logs in this JVM, in full detail, until closed. */
final class StoreLog implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.xfootprint");
  private final Level level = logger.getLevel();
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Keeper keeper = new Keeper();

  private final class Keeper extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
      events.add(event);
    }
  }

  private StoreLog() {
    keeper.start();
    logger.addAppender(keeper);
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
  }

  static StoreLog open() {
    return new StoreLog();
  }

  /** Returns the messages at WARN and above, in order. */
  List<String> warnings() {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Returns all messages that hold a text, whatever their level, and all that exceptions say. */
  List<String> all(String text) {
    return events.stream().map(StoreLog::full).filter(line -> line.contains(text)).toList();
  }

  private static String full(ILoggingEvent event) {
    StringBuilder full = new StringBuilder(event.toString());
    for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
      full.append(' ').append(cause.getMessage());
    }
    return full.toString();
  }

  /** Waits for a message that holds a text. */
  void await(String text) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (all(text).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        fail("no '" + text + "' in " + events);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Override
  public void close() {
    logger.setAdditive(true);
    logger.setLevel(level);
    logger.detachAppender(keeper);
  }
}
