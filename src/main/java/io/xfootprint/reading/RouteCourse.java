// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.store.Granularity;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the requests to one route have cost, step by step. Immutable and safe for use by many
 * threads.
 *
 * @param app the name of the application
 * @param at when this was made
 * @param period the time that it is of
 * @param label of the route
 * @param ofAllInstances whether it is of all instances, not of this one
 * @param storeFault why the store could not be read; empty if it could, or there is none
 * @param steps the earliest first; each statement has the line of requests alone
 * @param versions of the application, the latest first, each with this route alone
 */
public record RouteCourse(
    String app,
    Instant at,
    Period period,
    String label,
    boolean ofAllInstances,
    Optional<String> storeFault,
    List<PeriodStatement> steps,
    List<VersionCosts> versions) {

  /** Routes are known by hours for three days; the first of them may be known in part. */
  private static final Duration BY_HOURS = Duration.ofDays(2);

  /** What the store knows of a route. */
  record Stored(
      Instant from,
      Granularity step,
      SortedMap<Instant, Statement> steps,
      List<VersionCosts> versions) {

    static Stored read(TotalsHistory history, String label, Period period, Instant now)
        throws StoreException {
      Instant from = period.begin(now, history.firstCounted().orElse(now));
      Granularity wanted = StoredPast.step(period, from, now);
      boolean isOld = from.isBefore(now.minus(BY_HOURS));
      Granularity step = wanted == Granularity.HOUR && isOld ? Granularity.DAY : wanted;
      SortedMap<Instant, Statement> steps = new TreeMap<>();
      history
          .route(label, StoredPast.readable(period, step), from, period.end(now))
          .forEach((at, sums) -> steps.put(at, statement(sums)));
      return new Stored(from, step, steps, versions(history, label));
    }

    /** Returns no versions where they cannot be read: the course does not need them. */
    private static List<VersionCosts> versions(TotalsHistory history, String label) {
      try {
        return history.versionsOfRoute(label);
      } catch (StoreException e) {
        return List.of();
      }
    }
  }

  private static Statement statement(Sums requests) {
    return new Statement(Map.of(CostCategory.REQUESTS, requests));
  }

  /** Returns what this process remembers: the last hour by minutes, or the last day. */
  static RouteCourse ofMemory(
      FootprintMonitor monitor,
      LedgerSnapshot books,
      String label,
      Span span,
      Instant now,
      Optional<String> storeFault) {
    VersionCosts version = Report.version(monitor, now);
    return new RouteCourse(
        monitor.setup().settings().app(),
        now,
        span,
        label,
        false,
        storeFault,
        span == Span.HOUR ? books.minutesOf(label, now) : books.quartersOf(label, now),
        List.of(
            new VersionCosts(
                version.version(), version.firstSeen(), only(version.routes(), label))));
  }

  private static Map<String, Distribution> only(Map<String, Distribution> routes, String label) {
    Distribution found = routes.get(label);
    return found == null ? Map.of() : Map.of(label, found);
  }

  /**
   * Returns this course of one process as one of all instances.
   *
   * @param of the period
   * @param unstored what the store lacks of this process
   */
  RouteCourse of(Period of, Stored stored, Statement unstored) {
    // As in a report the last hour is told minute by minute from memory.
    boolean isOfMemory = of == Span.HOUR;
    return new RouteCourse(
        app,
        at,
        of,
        label,
        !isOfMemory,
        Optional.empty(),
        isOfMemory
            ? steps
            : Steps.of(
                of,
                stored.step(),
                stored.from(),
                stored.steps(),
                statement(unstored.route(label)),
                at),
        Report.versions(versions.get(0), stored.versions()));
  }

  /** Returns the sums of all steps. */
  public Sums total() {
    return steps.stream().map(RouteCourse::requests).reduce(Sums.NONE, Sums::plus);
  }

  /** Returns the sums of a step. */
  public static Sums requests(PeriodStatement step) {
    return step.statement().line(CostCategory.REQUESTS);
  }
}
