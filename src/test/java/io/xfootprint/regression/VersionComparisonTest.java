// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Versions of an application with requests whose costs differ as those of real processes do. */
class VersionComparisonTest {

  private static final int REQUESTS = 2000;
  private static final Route SEARCH = new Route("GET", "/search");
  private static final Route ORDERS = new Route("GET", "/orders/*");

  private final Random random = new Random(2026);

  /** How much processes of one build differ in bytes: three of four routes of the demo. */
  private static final double STEADY = 0.0045;

  private static final double BYTES_DIFFER = 0.007;

  /** How much processes of one build differ in CPU time. */
  private double cpuDiffers = 0.045;

  /** What a build makes of its requests. */
  private record Build(double cpuFactor, double byteFactor) {

    static final Build EQUAL = new Build(1, 1);
  }

  /** Runs a process of a build, in which the JVM compiles code in its own way. */
  private void run(Map<String, Distribution> version, Route route, Build build, int requests) {
    run(version, route, build, requests, BYTES_DIFFER);
  }

  private void run(
      Map<String, Distribution> version,
      Route route,
      Build build,
      int requests,
      double bytesDiffer) {
    Ledger ledger = new Ledger(10, System::nanoTime);
    double cpu = 2e6 * build.cpuFactor() * Math.exp(cpuDiffers * random.nextGaussian());
    double bytes = 24_000 * build.byteFactor() * Math.exp(bytesDiffer * random.nextGaussian());
    for (int i = 0; i < requests; i++) {
      // Compiled better and better.
      double age = 1 + 3.0 / (1 + i / 300.0);
      long nanos = Math.round(cpu * age * Math.exp(0.3 * random.nextGaussian()));
      long allocated = Math.round(bytes * Math.exp(0.01 * random.nextGaussian()));
      ledger
          .line(route)
          .distribution()
          .add(new Footprint(nanos, allocated, nanos / 1000, 0, nanos));
    }
    ledger.distributions().forEach((label, more) -> version.merge(label, more, Distribution::plus));
  }

  private VersionCosts version(String name, int processes, Map<Route, Build> builds) {
    Map<String, Distribution> routes = new HashMap<>();
    builds.forEach(
        (route, build) -> {
          for (int i = 0; i < processes; i++) {
            run(routes, route, build, REQUESTS);
          }
        });
    return new VersionCosts(name, Instant.EPOCH, routes);
  }

  @Test
  void findsFivePercentOfBytesInTwoThousandRequestsOfOneProcess() {
    int found = 0;
    for (int i = 0; i < 50; i++) {
      Map<String, Distribution> routes = new HashMap<>();
      run(routes, SEARCH, Build.EQUAL, REQUESTS, STEADY);
      run(routes, ORDERS, Build.EQUAL, REQUESTS, STEADY);
      Map<String, Distribution> planted = new HashMap<>();
      run(planted, SEARCH, new Build(1, 1.05), REQUESTS, STEADY);
      run(planted, ORDERS, Build.EQUAL, REQUESTS, STEADY);
      VersionCosts before = new VersionCosts("1", Instant.EPOCH, routes);
      VersionCosts now = new VersionCosts("2", Instant.EPOCH, planted);
      RouteChange change = VersionComparison.of(now, before).get(0);
      if (change.isRegression() && change.route().equals("GET /search")) {
        found++;
        assertEquals(0.05, change.bytes().relative(), 0.03);
        assertTrue(change.confidence() > 0.99);
        assertFalse(change.cpu().hasMoved());
      }
    }
    assertTrue(found >= 40, found + " of 50");
  }

  @Test
  void findsTwentyPercentOfCpuTimeInTenProcessesOfEach() {
    int found = 0;
    for (int i = 0; i < 20; i++) {
      VersionCosts before = version("1", 10, Map.of(SEARCH, Build.EQUAL));
      VersionCosts now = version("2", 10, Map.of(SEARCH, new Build(1.2, 1)));
      found += VersionComparison.of(now, before).get(0).cpu().hasMoved() ? 1 : 0;
    }
    assertTrue(found >= 18, found + " of 20");
  }

  @Test
  void findsNothingInEqualBuilds() {
    // As much as is taken for accident.
    cpuDiffers = 0.075;
    int pairs = 0;
    for (int i = 0; i < 300; i++) {
      Map<Route, Build> equal = Map.of(SEARCH, Build.EQUAL, ORDERS, Build.EQUAL);
      List<RouteChange> changes =
          VersionComparison.of(version("2", 1, equal), version("1", 1, equal));
      pairs += changes.stream().anyMatch(RouteChange::hasMoved) ? 1 : 0;
    }
    // One in a hundred is the stated rate.
    assertTrue(pairs <= 6, pairs + " of 300 pairs");
  }

  @Test
  void tellsImprovementsToo() {
    VersionCosts before = version("1", 2, Map.of(SEARCH, Build.EQUAL));
    VersionCosts now = version("2", 2, Map.of(SEARCH, new Build(0.5, 0.8)));
    RouteChange change = VersionComparison.of(now, before).get(0);
    assertTrue(change.hasMoved());
    assertFalse(change.isRegression());
    assertEquals(-0.5, change.cpu().relative(), 0.06);
    assertEquals(-0.2, change.bytes().relative(), 0.02);
    assertEquals(-0.5, change.energy(), 0.06);
  }

  @Test
  void isNotMisledByAnotherMixOfRoutes() {
    Map<String, Distribution> before = new HashMap<>();
    run(before, SEARCH, new Build(10, 10), REQUESTS);
    run(before, ORDERS, Build.EQUAL, 10 * REQUESTS);
    Map<String, Distribution> now = new HashMap<>();
    run(now, SEARCH, new Build(10, 10), 10 * REQUESTS);
    run(now, ORDERS, Build.EQUAL, REQUESTS);
    for (RouteChange change :
        VersionComparison.of(
            new VersionCosts("2", Instant.EPOCH, now),
            new VersionCosts("1", Instant.EPOCH, before))) {
      assertFalse(change.hasMoved(), change.toString());
    }
  }

  /** The later version has just started, and its code is not compiled as well yet. */
  @Test
  void comparesRequestsOfTheSameAge() {
    Map<String, Distribution> before = new HashMap<>();
    run(before, SEARCH, Build.EQUAL, 20 * REQUESTS);
    Map<String, Distribution> now = new HashMap<>();
    run(now, SEARCH, Build.EQUAL, REQUESTS);
    RouteChange change =
        VersionComparison.of(
                new VersionCosts("2", Instant.EPOCH, now),
                new VersionCosts("1", Instant.EPOCH, before))
            .get(0);
    assertFalse(change.hasMoved(), change.toString());
    assertEquals(0, change.cpu().relative(), 0.12);
    assertTrue(change.energy() > 0.3, "the means of all requests differ");
  }

  /** The earlier version has run for weeks, and the later one for a day. */
  @Test
  void comparesNoRequestsThatOnlyOneOfThemHasReached() {
    Map<String, Distribution> before = new HashMap<>();
    Map<String, Distribution> now = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      run(before, SEARCH, Build.EQUAL, 100_000);
      run(now, SEARCH, Build.EQUAL, 17_000);
    }
    RouteChange change =
        VersionComparison.of(
                new VersionCosts("2", Instant.EPOCH, now),
                new VersionCosts("1", Instant.EPOCH, before))
            .get(0);
    assertFalse(change.hasMoved(), change.toString());
    assertEquals(0, change.cpu().relative(), 0.05);
  }

  @Test
  void comparesNoLabelThatStandsForManyRoutes() {
    VersionCosts before = version("1", 1, Map.of(Route.OTHER, Build.EQUAL));
    VersionCosts now = version("2", 1, Map.of(Route.OTHER, new Build(3, 3)));
    assertEquals(List.of(), VersionComparison.of(now, before));
  }

  @Test
  void knowsNothingOfTooFewRequests() {
    Map<String, Distribution> routes = new HashMap<>();
    run(routes, SEARCH, Build.EQUAL, 900);
    VersionCosts few = new VersionCosts("2", Instant.EPOCH, routes);
    VersionCosts before = version("1", 1, Map.of(SEARCH, Build.EQUAL, ORDERS, Build.EQUAL));
    List<RouteChange> changes = VersionComparison.of(few, before);
    assertEquals(1, changes.size());
    assertTrue(Double.isNaN(changes.get(0).bytes().relative()));
    assertFalse(changes.get(0).hasMoved());
  }

  @Test
  void knowsTheNormalDistribution() {
    assertEquals(1, Normal.beyond(0), 1e-6);
    assertEquals(0.3173105, Normal.beyond(1), 1e-6);
    assertEquals(0.0455003, Normal.beyond(2), 1e-6);
    assertEquals(0.0009967, Normal.beyond(3.2915), 1e-6);
    assertEquals(1, Normal.beyond(6) / 1.9731753e-9, 1e-5);
  }
}
