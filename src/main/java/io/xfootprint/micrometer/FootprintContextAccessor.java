// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.xfootprint.FootprintContext;
import org.jspecify.annotations.Nullable;

/**
 * Has work that Reactor, Spring or others take to another thread charged to its request.
 *
 * <p>Where a snapshot is set the thread works for the request of the snapshot, until the scope ends
 * or another snapshot is set. On a thread that works for that request already nothing changes, and
 * a snapshot without a request leaves a thread to the request that it serves.
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

  private static int applications;

  /** Creates an accessor, for registries of an application's own. */
  public FootprintContextAccessor() {}

  /** Takes requests along for one more application. */
  public static synchronized void register() {
    if (applications == 0) {
      ContextRegistry.getInstance().registerThreadLocalAccessor(new FootprintContextAccessor());
    }
    applications++;
  }

  /** Takes requests along for one application less; the last one leaves nothing behind. */
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
