// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.ledger.Totals;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** An application on a clock of its own, with the books that it really has. */
final class CountedApplication implements InstantSource {

  private static final Footprint OF_TIME = new Footprint(0, 0, 500, 700);

  private final Ledger ledger = new Ledger(200, System::nanoTime);
  private Instant now;
  private long energyOfWindow;

  CountedApplication(String time) {
    now = Instant.parse(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void set(String time) {
    now = Instant.parse(time);
  }

  Ledger ledger() {
    return ledger;
  }

  /** Serves requests of a route; each takes 10 ns of CPU time, 20 B, 30 nJ and 40 pg. */
  void serve(String path, int requests) {
    Route route = new Route("GET", path);
    for (int i = 0; i < requests; i++) {
      Footprint cost = new Footprint(10, 20, 30, 40);
      ledger.add(route, cost);
      ledger.countRequest(route, true, true, false);
      ledger.total().countRequest();
      ledger.total().add(cost);
      energyOfWindow += 10;
    }
  }

  /** Closes a window in which the process used this much beyond its requests. */
  LedgerSnapshot books(long backgroundNanos) {
    long cpuNanos = energyOfWindow + backgroundNanos;
    energyOfWindow = 0;
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            new Footprint(cpuNanos, 2 * cpuNanos, 3 * cpuNanos, 4 * cpuNanos),
            0,
            3,
            OF_TIME,
            OF_TIME,
            new Footprint(0, 0, 0, 900)));
    return ledger.snapshot();
  }

  LedgerSnapshot books() {
    return books(5);
  }

  /** Returns what a route has cost since the start, without its range. */
  Sums route(String path) {
    return TestBooks.sums(
        ledger.snapshot().now().routes().getOrDefault(new Route("GET", path), Totals.NONE));
  }

  /** Returns the lines since the start. */
  Statement lines() {
    return ledger.snapshot().sinceStart();
  }
}
