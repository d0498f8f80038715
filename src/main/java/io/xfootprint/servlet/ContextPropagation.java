// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.micrometer.FootprintContextAccessor;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to Micrometer's context propagation, which takes requests to other threads. Most
 * applications have none, and no fault in it may keep them from starting.
 */
final class ContextPropagation {

  private static final String LIBRARY = "io.micrometer:context-propagation";
  private static final String INTERFACE = "io/micrometer/context/ThreadLocalAccessor.class";

  private static final Logger log = LoggerFactory.getLogger(ContextPropagation.class);

  private ContextPropagation() {}

  /** Registers our accessor for one more application; returns whether that worked. */
  static boolean start() {
    try {
      FootprintContextAccessor.register();
      return true;
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      if (isVisibleTo(ContextPropagation.class.getClassLoader())) {
        log.warn(
            "{} takes no request to other threads ({}); version 1.2.0 does", LIBRARY, e.toString());
      } else if (isVisibleTo(Thread.currentThread().getContextClassLoader())) {
        log.info(
            "{} takes no request to other threads, as X-Footprint's jar is on the container's"
                + " class path and it is not; with both in WEB-INF/lib it does",
            LIBRARY);
      }
      return false;
    }
  }

  /** Unregisters our accessor for one application, after {@link #start()} has returned true. */
  static void stop() {
    try {
      FootprintContextAccessor.unregister();
    } catch (RuntimeException | LinkageError e) {
      log.warn("{} keeps classes of a stopped application ({})", LIBRARY, e.toString());
    }
  }

  private static boolean isVisibleTo(@Nullable ClassLoader loader) {
    return loader != null && loader.getResource(INTERFACE) != null;
  }
}
