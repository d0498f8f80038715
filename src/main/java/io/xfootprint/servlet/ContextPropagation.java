// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.micrometer.FootprintContextAccessor;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Micrometer's context propagation take requests along, where our classes see it. Most
 * applications do without it, and nothing of it may keep them from starting.
 */
final class ContextPropagation {

  private static final String LIBRARY = "io.micrometer:context-propagation";
  private static final String INTERFACE = "io/micrometer/context/ThreadLocalAccessor.class";

  private static final Logger log = LoggerFactory.getLogger(ContextPropagation.class);

  private ContextPropagation() {}

  /** Returns whether it does so from now on, for one more application. */
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
            "{} takes no request to other threads, as X-Footprint's jar stands in the container's"
                + " class path and it does not; with both in WEB-INF/lib it does",
            LIBRARY);
      }
      return false;
    }
  }

  /** Has it do so for one application less, after {@link #start()} has returned true. */
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
