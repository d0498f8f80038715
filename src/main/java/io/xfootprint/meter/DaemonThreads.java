// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes daemon threads that inherit nothing from the thread that happens to need them, which may
 * serve a request: neither its inheritable thread-locals nor its class loader. Their context class
 * loader is that of the thread that created this factory.
 */
public final class DaemonThreads implements ThreadFactory {

  /** 0 means the JVM's default. */
  private static final long STACK_BYTES = 0;

  private final String name;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  /** Creates a factory of threads with a name. */
  public DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable work) {
    // False: inheritable thread-locals stay behind.
    Thread thread = new Thread(null, work, name, STACK_BYTES, false);
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    return thread;
  }
}
