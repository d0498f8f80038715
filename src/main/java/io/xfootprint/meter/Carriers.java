// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the carriers of virtual threads: those of the JVM, or of a test.
 *
 * <p>Implementations never throw and are safe for use by many threads.
 */
interface Carriers {

  /** Returns the carrier on which a virtual thread is at this moment; null if it is on none. */
  @Nullable Carrier of(Thread virtualThread);

  /**
   * Looks for new threads that work for virtual ones without carrying any, such as the timer that
   * wakes them. Their use is spread over all passes.
   */
  void refresh();

  /** Returns the carriers that {@link #of} and {@link #refresh} have found. */
  Collection<Carrier> known();

  /** Forgets a carrier whose thread has ended. */
  void forget(Carrier carrier);
}
