// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads, of which Java 17 knows nothing. */
final class VirtualExecutor {

  private VirtualExecutor() {}

  /** Creates an executor that runs each task on a virtual thread of its own. */
  static ExecutorService create() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
