// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.handoff.ChargedExecutor;
import io.xfootprint.handoff.ChargedExecutorService;
import io.xfootprint.handoff.ChargedTask;
import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.PendingWork;
import io.xfootprint.meter.Segment;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request to which a thread's work belongs, to be taken along to other threads.
 *
 * <p>Work that leaves the container's thread is charged to its request if it is wrapped:
 *
 * <pre>{@code
 * Executor executor = FootprintContext.taskWrapping(pool); // once: each task, to who submits it
 *
 * FootprintContext context = FootprintContext.current();
 * pool.execute(context.wrap(() -> resize(picture)));
 * CompletableFuture.supplyAsync(this::find, context.wrap(pool));
 * try (Segment segment = context.open()) {
 *   ... // on any thread
 * }
 * }</pre>
 *
 * <p>It is charged to that request alone, even where it runs on a thread that is just serving
 * another one, and even when the answer has left. Immutable and safe for use by many threads.
 */
public final class FootprintContext {

  private static final FootprintContext NONE = new FootprintContext(null);

  private final @Nullable Measurement measurement;

  private FootprintContext(@Nullable Measurement measurement) {
    this.measurement = measurement;
  }

  /** Returns the context of the calling thread; one that measures nothing outside of requests. */
  public static FootprintContext current() {
    Measurement current = Measurement.current();
    return current == null ? NONE : new FootprintContext(current);
  }

  /** Tells whether there is a request to charge. */
  public boolean isPresent() {
    return measurement != null;
  }

  /** Starts work for the request on the current thread, to be closed there. */
  public Segment open() {
    return measurement == null ? Segment.none() : measurement.open();
  }

  /**
   * Has the calling thread work for the request from here on, for libraries that set a thread's
   * context and set it back; others use {@link #open()}.
   *
   * <p>It ends with {@link #detach()}, with another call on this thread, and with the segment
   * inside which it began. Nothing changes on a thread that works for the request already.
   */
  public void attach() {
    if (measurement == null) {
      Measurement.detach();
    } else {
      measurement.attach();
    }
  }

  /** Ends what was attached to the calling thread; the request that it serves is left alone. */
  public static void detach() {
    Measurement.detach();
  }

  /** Returns the same task, charged to the request. */
  public Runnable wrap(Runnable task) {
    if (measurement == null) {
      return task;
    }
    return new ChargedTask(measurement.due(), task);
  }

  /** Returns the same task, charged to the request. */
  public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
    if (measurement == null) {
      return task;
    }
    PendingWork work = measurement.due();
    return () -> {
      try (Segment segment = work.begin()) {
        return task.call();
      }
    };
  }

  /** Returns the same supplier, charged to the request. */
  public <T extends @Nullable Object> Supplier<T> wrap(Supplier<T> supplier) {
    if (measurement == null) {
      return supplier;
    }
    PendingWork work = measurement.due();
    return () -> {
      try (Segment segment = work.begin()) {
        return supplier.get();
      }
    };
  }

  /**
   * Returns an executor that charges each of its tasks to the request; outside of requests, to the
   * one that submits it, as {@link #taskWrapping(Executor)} does.
   */
  public Executor wrap(Executor executor) {
    return new ChargedExecutor(executor, charged());
  }

  /**
   * Returns an executor service that charges each of its tasks to the request; outside of requests,
   * to the one that submits it, as {@link #taskWrapping(ExecutorService)} does. Shutting it down
   * shuts down the given one.
   */
  public ExecutorService wrap(ExecutorService executor) {
    return new ChargedExecutorService(executor, charged());
  }

  private Supplier<@Nullable Measurement> charged() {
    return measurement == null ? Measurement::current : () -> measurement;
  }

  /**
   * Returns an executor that charges each of its tasks to the request whose thread submits it. For
   * executors that last longer than a request, wherever they are wrapped.
   */
  public static Executor taskWrapping(Executor executor) {
    return NONE.wrap(executor);
  }

  /**
   * Returns an executor service that charges each of its tasks to the request whose thread submits
   * it. Shutting it down shuts down the given one.
   */
  public static ExecutorService taskWrapping(ExecutorService executor) {
    return NONE.wrap(executor);
  }
}
