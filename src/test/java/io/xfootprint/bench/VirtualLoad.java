// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.process.ProcessMeter;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/**
 * What the filter costs a process that serves requests of 1 to 8 ms on virtual threads at half of
 * what the processors can do. Every second request waits for 5 ms in between. Needs JDK 21 and
 * takes two minutes; {@code threads.md} has the command.
 *
 * <p>Rounds with the filter and without take turns, with the same requests at the same times. The
 * median of the ratios of the pairs is shown, as the machine's speed changes from minute to minute.
 */
public final class VirtualLoad {

  private static final int PAIRS = 25;

  /** Requests without work, after which the compiler is done. */
  private static final int REQUESTS_TO_COMPILE = 50_000;

  private static final double ROUND_MILLIS = 2000;
  private static final double LEAST_MILLIS = 1;
  private static final double MOST_MILLIS = 8;
  private static final long WAIT_NANOS = 5_000_000;

  /** The part of the processors' time that the requests need. */
  private static final double BUSY = 0.5;

  private static final int CALIBRATIONS = 10;
  private static final long TURNS_TO_CALIBRATE = 20_000_000;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Where results go, so that no compiler leaves the work out. */
  private static volatile long unusedResult;

  private final ExecutorService threads;
  private final ProcessMeter process = ProcessMeter.ofJvm();
  private final double turnsPerMilli;

  /** Means of a round: the CPU time of the process for a request, and the latency of one. */
  private record Round(double cpuMicros, double latencyMicros) {}

  /** The same requests without the filter and with it. */
  private record Pair(Round without, Round with) {

    double percentMore(ToDoubleFunction<Round> figure) {
      return 100 * (figure.applyAsDouble(with) / figure.applyAsDouble(without) - 1);
    }
  }

  private VirtualLoad() throws ReflectiveOperationException {
    threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    // The fastest of a few: a moment without the processor would make all requests shorter.
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATIONS; i++) {
      long start = System.nanoTime();
      work(TURNS_TO_CALIBRATE);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    turnsPerMilli = TURNS_TO_CALIBRATE * NANOS_PER_MILLI / fastest;
  }

  private static void work(long turns) {
    long x = turns | 1;
    for (long i = 0; i < turns; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    unusedResult = x;
  }

  private FilterChain handler(double millis, boolean waits) {
    long halfOfTurns = (long) (millis / 2 * turnsPerMilli);
    return (request, response) -> {
      work(halfOfTurns);
      if (waits) {
        LockSupport.parkNanos(WAIT_NANOS);
      }
      work(halfOfTurns);
    };
  }

  /** Starts a request, and returns the time in ns from when it was due to its end. */
  private Future<Long> start(Filter filter, FilterChain handler, long dueNanoTime) {
    return threads.submit(
        () -> {
          filter.doFilter(new Container.Request(), new Container.Response(), handler);
          return System.nanoTime() - dueNanoTime;
        });
  }

  private Round round(Filter filter, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int processors = Runtime.getRuntime().availableProcessors();
    double gapMillis = (LEAST_MILLIS + MOST_MILLIS) / 2 / (BUSY * processors);
    List<Future<Long>> requests = new ArrayList<>();
    long cpuBefore = process.read().cpuNanos();
    long start = System.nanoTime();
    double millis = 0;
    while (millis < ROUND_MILLIS) {
      millis -= Math.log(1 - random.nextDouble()) * gapMillis;
      long due = start + (long) (millis * NANOS_PER_MILLI);
      FilterChain handler =
          handler(random.nextDouble(LEAST_MILLIS, MOST_MILLIS), random.nextBoolean());
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      requests.add(start(filter, handler, due));
    }
    double latencyNanos = 0;
    for (Future<Long> request : requests) {
      latencyNanos += request.get();
    }
    double cpuNanos = process.read().cpuNanos() - cpuBefore;
    double nanosPerMicro = 1e3 * requests.size();
    return new Round(cpuNanos / nanosPerMicro, latencyNanos / nanosPerMicro);
  }

  /** Runs the same requests both ways; which way is first changes from pair to pair. */
  private Pair pair(Filter filter, long seed) throws Exception {
    Filter none = (request, response, chain) -> chain.doFilter(request, response);
    if (seed % 2 == 0) {
      return new Pair(round(none, seed), round(filter, seed));
    }
    Round with = round(filter, seed);
    return new Pair(round(none, seed), with);
  }

  private static void print(String name, List<Pair> pairs, ToDoubleFunction<Round> figure) {
    double[] without = pairs.stream().map(Pair::without).mapToDouble(figure).sorted().toArray();
    double[] more = pairs.stream().mapToDouble(pair -> pair.percentMore(figure)).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%s without the filter %.0f us, with it %+.1f %% (half of the pairs %+.1f to %+.1f %%)%n",
        name,
        without[PAIRS / 2],
        more[PAIRS / 2],
        more[PAIRS / 4],
        more[PAIRS * 3 / 4]);
  }

  /** Runs the load and prints what the filter costs it. */
  public static void main(String[] arguments) throws Exception {
    VirtualLoad load = new VirtualLoad();
    Filter filter = new FootprintFilter();
    filter.init(Container.filterConfig(Map.of()));
    for (int i = 0; i < REQUESTS_TO_COMPILE; i++) {
      load.start(filter, load.handler(0, false), System.nanoTime()).get();
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      pairs.add(load.pair(filter, i));
    }
    print("CPU time", pairs, Round::cpuMicros);
    print("Latency", pairs, Round::latencyMicros);
    filter.destroy();
    load.threads.shutdown();
  }
}
