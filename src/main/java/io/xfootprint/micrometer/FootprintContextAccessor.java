// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

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

  /** The key under which a snapshot holds the request. */
  public static final String KEY = FootprintContext.class.getName();

  /** Creates an accessor, for the service loader. */
  public FootprintContextAccessor() {}

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
