// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The carriers of virtual threads. Implementations never throw and are safe for many threads. */
interface Carriers {

  /** Returns the carrier on which a virtual thread is at this moment; null if on none. */
  @Nullable Carrier of(Thread virtualThread);

  /** Looks for threads that have begun to work for virtual ones without ever carrying any. */
  void refresh();

  /** Returns those that have been asked for, and what was found beside. */
  Collection<Carrier> known();

  /** Forgets one whose thread has ended. */
  void forget(Carrier carrier);
}
