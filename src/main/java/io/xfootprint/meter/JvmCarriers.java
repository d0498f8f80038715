// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the carriers of this JVM by the names of its threads.
 *
 * <p>No API names a virtual thread's carrier, but the thread's text does while it is on one: {@code
 * VirtualThread[#22]/runnable@ForkJoinPool-1-worker-1} (JDK 21 to 25). If the text has another
 * form, no carrier is found and figures stay unknown.
 *
 * <p>One more thread, a timer, wakes virtual threads. It takes 2 % of the carriers' CPU time where
 * requests wait a few times. It is {@code VirtualThread-unparker} up to JDK 24, and later the delay
 * thread of the carriers' pool.
 */
final class JvmCarriers implements Carriers {

  /**
   * One instance for all monitors, so that each sees the requests of the others on its carriers.
   */
  static final Carriers INSTANCE = new JvmCarriers();

  private static final Logger log = LoggerFactory.getLogger(JvmCarriers.class);

  /** The timer's name up to JDK 24. */
  private static final String TIMER = "VirtualThread-unparker";

  /** The end of the timer's name from JDK 25 on: {@code ForkJoinPool-1-delayScheduler}. */
  private static final String TIMER_OF_POOL = "-delayScheduler";

  private static final String CARRIER_OF_POOL = "-worker-";

  private final Map<String, Carrier> byName = new ConcurrentHashMap<>();

  private JvmCarriers() {}

  @Override
  public @Nullable Carrier of(Thread virtualThread) {
    // Most virtual threads are parked. Reading the state costs 20 ns, the text 500 ns.
    if (virtualThread.getState() != Thread.State.RUNNABLE) {
      return null;
    }
    String text = virtualThread.toString();
    // The thread's own name comes before and may hold any character.
    int at = text.lastIndexOf('@');
    if (at < text.lastIndexOf(']')) {
      return null;
    }
    String name = text.substring(at + 1);
    Carrier known = byName.get(name);
    return known == null ? find(name) : known;
  }

  private @Nullable Carrier find(String name) {
    register(thread -> thread.equals(name));
    return byName.get(name);
  }

  @Override
  public void refresh() {
    register(
        thread ->
            thread.equals(TIMER) || (thread.endsWith(TIMER_OF_POOL) && isOfCarriersPool(thread)));
  }

  /** Returns whether a delay thread belongs to the carriers' pool; other pools have one too. */
  private boolean isOfCarriersPool(String timer) {
    String pool = timer.substring(0, timer.length() - TIMER_OF_POOL.length()) + CARRIER_OF_POOL;
    return byName.keySet().stream().anyMatch(name -> name.startsWith(pool));
  }

  /** Looks through all threads, which takes 100 us for a hundred of them. */
  private void register(Predicate<String> name) {
    try {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
        if (thread != null && name.test(thread.getThreadName())) {
          long id = thread.getThreadId();
          byName.computeIfAbsent(
              thread.getThreadName(),
              unused ->
                  new Carrier(() -> threads.getThreadCpuTime(id), () -> HeapBytes.ofThread(id)));
        }
      }
    } catch (UnsupportedOperationException | SecurityException | LinkageError e) {
      log.debug("Carriers of virtual threads cannot be found", e);
    }
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
