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
 * The request to which a thread's work belongs, in a form that can be taken to other threads.
 *
 * <p>Work that leaves the container's thread is charged to its request if it is wrapped:
 *
 * <pre>{@code
 * Executor executor = FootprintContext.taskWrapping(pool); // once: each task, to its submitter
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
 * another one, and even when the answer has left. Work that is not wrapped is background of the
 * application, and the answer says {@code partial} where that can be known.
 *
 * <p>Outside of requests each method works and charges nothing, so code need not ask first.
 * Immutable and safe for use by many threads.
 */
public final class FootprintContext {

  private static final FootprintContext NONE = new FootprintContext(null);

  /** Null outside of requests. */
  private final @Nullable Measurement measurement;

  private FootprintContext(@Nullable Measurement measurement) {
    this.measurement = measurement;
  }

  /** Returns the context of the calling thread. Outside of requests it measures nothing. */
  public static FootprintContext current() {
    Measurement current = Measurement.current();
    return current == null ? NONE : new FootprintContext(current);
  }

  /** Returns whether there is a request to charge. */
  public boolean isPresent() {
    return measurement != null;
  }

  /** Returns who is told of what the request uses; null outside of requests. */
  Measurement.@Nullable Listener listener() {
    return measurement == null ? null : measurement.listener();
  }

  /**
   * Starts work for the request on the calling thread.
   *
   * @return the segment to close on the same thread, best by try-with-resources
   */
  public Segment open() {
    return measurement == null ? Segment.none() : measurement.open();
  }

  /**
   * Charges the calling thread's work to the request from here on. It is for libraries that set a
   * thread's context and restore it later; others use {@link #open()}.
   *
   * <p>It ends with {@link #detach()}, with another call on this thread, and with the segment
   * inside which it began. Nothing changes on a thread that works for the request already. Outside
   * of requests this does what {@link #detach()} does.
   */
  public void attach() {
    if (measurement == null) {
      Measurement.detach();
    } else {
      measurement.attach();
    }
  }

  /**
   * Ends an attachment of the calling thread. The request that the thread serves stays as it is.
   */
  public static void detach() {
    Measurement.detach();
  }

  /**
   * Returns the same task, charged to the request. Until it begins, the request's answers say
   * {@code partial}, so do not wrap what is never run.
   */
  public Runnable wrap(Runnable task) {
    if (measurement == null) {
      return task;
    }
    return new ChargedTask(measurement.due(), task);
  }

  /** Returns the same task, charged to the request as {@link #wrap(Runnable)} does. */
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

  /** Returns the same supplier, charged to the request as {@link #wrap(Runnable)} does. */
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
   * Returns an executor that charges each of its tasks to this request. Where the context was taken
   * outside of requests, it charges each task to the request that submits it, as {@link
   * #taskWrapping(Executor)} does.
   */
  public Executor wrap(Executor executor) {
    return new ChargedExecutor(executor, charged());
  }

  /**
   * Returns an executor service that charges each of its tasks to this request. Where the context
   * was taken outside of requests, it charges each task to the request that submits it, as {@link
   * #taskWrapping(ExecutorService)} does. Shutting it down shuts down the given one.
   */
  public ExecutorService wrap(ExecutorService executor) {
    return new ChargedExecutorService(executor, charged());
  }

  /** Returns what finds the measurement to charge, on the thread that submits a task. */
  private Supplier<@Nullable Measurement> charged() {
    return measurement == null ? Measurement::current : () -> measurement;
  }

  /**
   * Returns an executor that charges each of its tasks to the request whose thread submits it. It
   * is for executors that last longer than a request, and may be made inside a request or outside.
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
