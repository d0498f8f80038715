// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What {@code doFilter} costs on a virtual thread, beside the same on a platform thread.
 *
 * <p>Take {@code bare} off {@code platform} and {@code virtual}, and {@code threads} off {@code
 * threadForEach}. One carrier runs all virtual threads, so that time is its CPU time. On a JDK
 * without virtual threads all figures are those of platform threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "-Djdk.virtualThreadScheduler.parallelism=1",
      "-Djdk.virtualThreadScheduler.maxPoolSize=1"
    })
public class VirtualBenchmark {

  /** Passes in each call, so that what starts them weighs nothing. */
  private static final int PASSES = 1000;

  private static final FilterChain NOTHING = (request, response) -> {};

  private final FootprintFilter filter = new FootprintFilter();
  private final ExecutorService virtualThreads = virtualThreads();

  /** Creates the state, for JMH. */
  public VirtualBenchmark() {}

  /** One pass, with the filter or without. */
  @FunctionalInterface
  private interface Pass {

    void run(Container.Request request, Container.Response response) throws Exception;
  }

  private static ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      // Java 17 knows none. Two threads: one of them waits for what it has started.
      return Executors.newFixedThreadPool(2);
    }
  }

  /** Starts the filter. */
  @Setup
  public void start() throws ServletException {
    filter.init(Container.filterConfig(Map.of()));
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    virtualThreads.shutdown();
    filter.destroy();
  }

  /** The request and the response alone. */
  @Benchmark
  @OperationsPerInvocation(PASSES)
  public void bare(Blackhole sink) throws Exception {
    repeat(sink, VirtualBenchmark::without);
  }

  /** Passes on a platform thread. */
  @Benchmark
  @OperationsPerInvocation(PASSES)
  public void platform(Blackhole sink) throws Exception {
    repeat(sink, this::with);
  }

  /** Passes on one virtual thread. */
  @Benchmark
  @OperationsPerInvocation(PASSES)
  public void virtual(Blackhole sink) throws Exception {
    sink.consume(virtualThreads.submit(() -> repeat(sink, this::with)).get());
  }

  /** A virtual thread for each request and response alone. */
  @Benchmark
  @OperationsPerInvocation(PASSES)
  public void threads() throws Exception {
    startEach(VirtualBenchmark::without);
  }

  /** A virtual thread for each pass, as containers start them. */
  @Benchmark
  @OperationsPerInvocation(PASSES)
  public void threadForEach() throws Exception {
    startEach(this::with);
  }

  private static void without(Container.Request request, Container.Response response)
      throws Exception {
    NOTHING.doFilter(request, response);
  }

  private void with(Container.Request request, Container.Response response) throws Exception {
    filter.doFilter(request, response, NOTHING);
  }

  private static Object repeat(Blackhole sink, Pass pass) throws Exception {
    for (int i = 0; i < PASSES; i++) {
      sink.consume(once(pass));
    }
    return sink;
  }

  private static Object once(Pass pass) throws Exception {
    Container.Response response = new Container.Response();
    pass.run(new Container.Request(), response);
    return response;
  }

  /** Starts them from the carrier itself: a start from elsewhere would wake it each time. */
  private void startEach(Pass pass) throws Exception {
    List<Callable<Object>> tasks = Collections.nCopies(PASSES, () -> once(pass));
    for (Future<Object> done : virtualThreads.submit(() -> virtualThreads.invokeAll(tasks)).get()) {
      done.get();
    }
  }
}
