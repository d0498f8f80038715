// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The carriers of this JVM.
 *
 * <p>There is no call that tells a virtual thread's carrier, but its text does while it is on one:
 * {@code VirtualThread[#22]/runnable@ForkJoinPool-1-worker-1} (JDK 21 to 25). Where the text is
 * another one no carrier is found, and figures stay unknown.
 */
final class JvmCarriers implements Carriers {

  /** One for all monitors, so that each sees the requests of the others on its carriers. */
  static final Carriers INSTANCE = new JvmCarriers();

  private final Map<String, Carrier> byName = new ConcurrentHashMap<>();

  private JvmCarriers() {}

  @Override
  public @Nullable Carrier of(Thread virtualThread) {
    // Parked ones are the most by far, and the state of one costs 20 ns, its text 500 ns.
    if (virtualThread.getState() != Thread.State.RUNNABLE) {
      return null;
    }
    String text = virtualThread.toString();
    // A thread's own name comes before, and may hold any character.
    int at = text.lastIndexOf('@');
    if (at < text.lastIndexOf(']')) {
      return null;
    }
    String name = text.substring(at + 1);
    Carrier known = byName.get(name);
    return known == null ? find(name) : known;
  }

  /** Looks through all threads, 100 us for a hundred of them, once for each carrier. */
  private @Nullable Carrier find(String name) {
    try {
      if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads) {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
          if (thread != null && thread.getThreadName().equals(name)) {
            long id = thread.getThreadId();
            return byName.computeIfAbsent(
                name,
                unused ->
                    new Carrier(
                        () -> threads.getThreadCpuTime(id),
                        () -> threads.getThreadAllocatedBytes(id)));
          }
        }
      }
    } catch (UnsupportedOperationException | SecurityException | LinkageError e) {
      return null;
    }
    return null;
  }

  @Override
  public Collection<Carrier> known() {
    return byName.values();
  }

  @Override
  public void forget(Carrier carrier) {
    byName.values().remove(carrier);
  }
}
