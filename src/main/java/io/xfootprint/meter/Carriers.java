// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the carriers of virtual threads. Implementations never throw and are thread-safe. */
interface Carriers {

  /** Returns the carrier on which a virtual thread is at this moment; null if it is on none. */
  @Nullable Carrier of(Thread virtualThread);

  /** Looks for new threads that work for virtual ones without carrying any. */
  void refresh();

  /** Returns the carriers that {@link #of} and {@link #refresh} have found. */
  Collection<Carrier> known();

  /** Forgets a carrier whose thread has ended. */
  void forget(Carrier carrier);
}
