// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The open segments of each thread. A thread knows its innermost one, and each segment knows the
 * one around it, so the stack is a linked list in one thread-local.
 */
final class SegmentStack {

  /**
   * Holds the entry of the innermost segment that is open on a thread. The holder is made once for
   * each thread and stays: removing it would make a new map entry for each request. As it is of the
   * JDK, and between requests empty or weak, it keeps no class of ours alive on threads that
   * outlive the application.
   */
  private static final ThreadLocal<@Nullable AtomicReference<@Nullable Object>> CURRENT =
      new ThreadLocal<>();

  private SegmentStack() {}

  /** Returns the holder of the calling thread, which is made at the first call. */
  static AtomicReference<@Nullable Object> ofThread() {
    AtomicReference<@Nullable Object> holder = CURRENT.get();
    if (holder == null) {
      holder = new AtomicReference<>();
      CURRENT.set(holder);
    }
    return holder;
  }

  /** Returns the innermost segment that the calling thread has open; null if there is none. */
  static @Nullable Segment current() {
    AtomicReference<@Nullable Object> holder = CURRENT.get();
    return holder == null ? null : innermostOpen(holder.get());
  }

  /**
   * Returns the innermost segment that is open, from one on outwards; null if there is none.
   *
   * @param entry a segment or a weak reference to one
   */
  static @Nullable Segment innermostOpen(@Nullable Object entry) {
    Segment segment = (Segment) (entry instanceof WeakReference<?> weak ? weak.get() : entry);
    while (segment != null && segment.isClosed()) {
      segment = segment.outer();
    }
    return segment;
  }

  /**
   * Returns how many segments of this measurement the calling thread has open: more than one if it
   * came back to it from within another one.
   */
  static int openHere(Measurement measurement) {
    int open = 0;
    for (Segment each = current(); each != null; each = each.outerOpen()) {
      if (each.measurement() == measurement) {
        open++;
      }
    }
    return open;
  }
}
