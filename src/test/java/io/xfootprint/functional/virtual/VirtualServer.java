// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.virtual;

import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.ServerProcess;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.Variant;
import io.xfootprint.ledger.Totals;
import io.xfootprint.process.ProcessMeter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves three routes of different cost on virtual threads, two of which block.
 *
 * <p>No clock tells what a virtual thread uses, so the work is counted in turns of a loop.
 */
final class VirtualServer {

  static final List<String> ROUTES = List.of("/compute", "/halves", "/bursts");

  private static final int TURNS_TO_CALIBRATE = 20_000_000;
  private static final int BURSTS = 5;

  /** Where results go, so that no compiler leaves the work out. */
  private static volatile long unusedResult;

  private final Map<String, LongAdder> turns = new ConcurrentHashMap<>();
  private final double turnsPerMilli;

  private VirtualServer() {
    work(TURNS_TO_CALIBRATE);
    long start = ThreadClock.cpuNanos();
    work(TURNS_TO_CALIBRATE);
    turnsPerMilli = TURNS_TO_CALIBRATE * 1e6 / (ThreadClock.cpuNanos() - start);
  }

  /**
   * What has been used for one route since the process began.
   *
   * @param turns how often the handlers of the route have gone around
   * @param toldNanos CPU time in the ledger, in ns
   */
  record OfRoute(long requests, long turns, long toldNanos) {

    OfRoute since(OfRoute before) {
      return new OfRoute(
          requests - before.requests, turns - before.turns, toldNanos - before.toldNanos);
    }
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

  private void burn(String route, double millis) {
    long number = (long) (millis * turnsPerMilli);
    work(number);
    turns.computeIfAbsent(route, name -> new LongAdder()).add(number);
  }

  private static void block(Duration least) {
    // At uneven times, as what a request waits for comes at any time.
    LockSupport.parkNanos(
        (long) (least.toNanos() * (1 + ThreadLocalRandom.current().nextDouble())));
  }

  private Site site(Path folder) {
    ProcessMeter process = ProcessMeter.ofJvm();
    Site site = Site.of(folder);
    return Variant.FOOTPRINT
        .before(site)
        .virtualThreads()
        .servlet("/compute", (request, response) -> burn("/compute", 10))
        .servlet(
            "/halves",
            (request, response) -> {
              burn("/halves", 2);
              block(Duration.ofMillis(10));
              burn("/halves", 2);
            })
        .servlet(
            "/bursts",
            (request, response) -> {
              for (int i = 0; i < BURSTS; i++) {
                block(Duration.ofMillis(3));
                burn("/bursts", 0.4);
              }
            })
        .servlet(
            "/truth",
            (request, response) -> response.getOutputStream().print(truth(process, site)));
  }

  private String truth(ProcessMeter process, Site site) {
    StringBuilder out = new StringBuilder().append(process.read().cpuNanos());
    out.append(' ').append(compilerNanos());
    for (String route : ROUTES) {
      Totals line = site.totals("GET " + route);
      out.append(' ').append(line.requests());
      out.append(' ').append(turns.getOrDefault(route, new LongAdder()).sum());
      out.append(' ').append(line.cpuNanos());
    }
    return out.toString();
  }

  private static long compilerNanos() {
    return TimeUnit.MILLISECONDS.toNanos(
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
  }

  public static void main(String[] arguments) throws Exception {
    ServerProcess.serve(new VirtualServer().site(Path.of(arguments[0])));
  }
}
