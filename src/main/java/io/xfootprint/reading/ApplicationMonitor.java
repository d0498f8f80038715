// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The monitor of a servlet context, for those who may look for it before it has started: a listener
 * of the context is called before its filters are.
 *
 * <p>The context is the lock, as applications start filters and listeners on several threads.
 */
public final class ApplicationMonitor {

  private static final Logger log = LoggerFactory.getLogger(ApplicationMonitor.class);

  /** Name of the attribute of the servlet context that holds this. */
  private static final String ATTRIBUTE = ApplicationMonitor.class.getName();

  private final List<MonitorListener> listeners = new CopyOnWriteArrayList<>();

  private ApplicationMonitor() {}

  /**
   * Tells a listener of the monitor of a context: at once if it has started, else as soon as it
   * does.
   */
  public static void listen(ServletContext context, MonitorListener listener) {
    synchronized (context) {
      of(context).listeners.add(listener);
      if (context.getAttribute(FootprintMonitor.ATTRIBUTE) instanceof FootprintMonitor monitor) {
        guard(() -> listener.started(monitor));
      }
    }
  }

  /** Puts a monitor that has started into its context, and tells the listeners. */
  public static void start(ServletContext context, FootprintMonitor monitor) {
    synchronized (context) {
      context.setAttribute(FootprintMonitor.ATTRIBUTE, monitor);
      for (MonitorListener listener : of(context).listeners) {
        guard(() -> listener.started(monitor));
      }
    }
  }

  /** Tells the listeners that the monitor of a context is about to close, and takes it out. */
  public static void stop(ServletContext context) {
    synchronized (context) {
      context.removeAttribute(FootprintMonitor.ATTRIBUTE);
      for (MonitorListener listener : of(context).listeners) {
        guard(listener::stopped);
      }
    }
  }

  /** Runs a call that may fail with its library, which must not keep the application from work. */
  private static void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | LinkageError e) {
      log.warn("A reader of the totals could not be started or stopped", e);
    }
  }

  private static ApplicationMonitor of(ServletContext context) {
    @Nullable Object known = context.getAttribute(ATTRIBUTE);
    if (known instanceof ApplicationMonitor monitor) {
      return monitor;
    }
    ApplicationMonitor added = new ApplicationMonitor();
    context.setAttribute(ATTRIBUTE, added);
    return added;
  }
}
