// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps what is said of faults of stores in this JVM until it is closed. */
public final class WarningLog implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger(FaultLog.class);
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Keeper keeper = new Keeper();

  private final class Keeper extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
      events.add(event);
    }
  }

  public WarningLog() {
    keeper.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(keeper);
  }

  /** Returns the messages at WARN, in order. */
  public List<String> warnings() {
    return at(Level.WARN);
  }

  /** Returns the messages at INFO, in order. */
  public List<String> news() {
    return at(Level.INFO);
  }

  private List<String> at(Level level) {
    return events.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(keeper);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
