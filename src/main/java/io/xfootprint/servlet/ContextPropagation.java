// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.micrometer.FootprintContextAccessor;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start and the end of our link to Micrometer's context propagation, which takes requests to
 * other threads.
 *
 * <p>Most applications do not have that library, and no fault in it may keep them from starting. So
 * the accessor is called here alone, and whatever it throws ends here: a missing class, a version
 * without the method, a broken file of the service loader.
 */
final class ContextPropagation {

  /** Coordinates of the library, for messages. */
  private static final String LIBRARY = "io.micrometer:context-propagation";

  /** A class file of the library: whether it is there is asked without loading it. */
  private static final String INTERFACE = "io/micrometer/context/ThreadLocalAccessor.class";

  private static final Logger log = LoggerFactory.getLogger(ContextPropagation.class);

  private ContextPropagation() {}

  /** Registers our accessor for one more application; returns whether that worked. */
  static boolean start() {
    try {
      FootprintContextAccessor.register();
      return true;
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      // Said only where the library is there but of no use; without it there is nothing to say.
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
