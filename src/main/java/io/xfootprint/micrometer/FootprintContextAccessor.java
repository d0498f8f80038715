// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.xfootprint.FootprintContext;
import org.jspecify.annotations.Nullable;

/**
 * The link between Micrometer's context propagation and {@link FootprintContext}: work that
 * Reactor, Spring or another library takes to another thread is charged to its request.
 *
 * <p>The library takes a snapshot on the thread of the request and sets it on the thread that does
 * the work:
 *
 * <pre>{@code
 * request thread:  getValue()          the context of the request, into the snapshot
 * other thread:    setValue(context)   works for that request from here on
 *                  setValue()          works for it no more
 * }</pre>
 *
 * <p>Where a snapshot is set, the thread works for the request of the snapshot until the scope ends
 * or another snapshot is set. On a thread that works for that request already nothing changes. A
 * snapshot without a request leaves a thread to the request that it serves, as an unwrapped task
 * does.
 *
 * <p>A scope that is never closed ends with the pass of the thread's own request, or with the next
 * scope. Safe for use by many threads.
 */
public final class FootprintContextAccessor implements ThreadLocalAccessor<FootprintContext> {

  /**
   * The key under which a snapshot holds the request. Applications that each bring these classes
   * may share a registry, so each has a key of its own.
   */
  public static final String KEY =
      FootprintContext.class.getName()
          + '@'
          + Integer.toHexString(System.identityHashCode(FootprintContext.class));

  /** Number of applications that share these classes, from a jar on the container's class path. */
  private static int applications;

  /** Creates an accessor, for registries of an application's own. */
  public FootprintContextAccessor() {}

  /**
   * Registers an accessor in the global registry, if no application has done so yet.
   *
   * @throws LinkageError if the library is not visible to these classes, or too old
   */
  public static synchronized void register() {
    if (applications == 0) {
      ContextRegistry.getInstance().registerThreadLocalAccessor(new FootprintContextAccessor());
    }
    applications++;
  }

  /**
   * Undoes one {@link #register()}. The last one removes the accessor: the registry is the
   * library's, and may outlive the class loader of a stopped application.
   */
  public static synchronized void unregister() {
    applications--;
    if (applications == 0) {
      ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
    }
  }

  @Override
  public Object key() {
    return KEY;
  }

  /** Returns null outside of requests, so that the snapshot leaves us out. */
  @Override
  public @Nullable FootprintContext getValue() {
    FootprintContext current = FootprintContext.current();
    return current.isPresent() ? current : null;
  }

  @Override
  public void setValue(FootprintContext value) {
    value.attach();
  }

  @Override
  public void setValue() {
    FootprintContext.detach();
  }

  /** Called in place of {@link #setValue()} by versions before 1.0.3. */
  @Override
  @SuppressWarnings({"deprecation", "InlineMeSuggester"})
  public void reset() {
    FootprintContext.detach();
  }
}
