// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.DearRequest;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Statement;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.regression.VersionComparison;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.store.InstanceTotal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an application has cost over a period. Page, JSON, CSV and manifest are made from the same
 * report, so they agree. Immutable and safe for use by many threads.
 *
 * @param app the name of the application
 * @param at when the report was made
 * @param period the time that it is of
 * @param from the beginning of that time
 * @param to its end, which is now at the latest
 * @param ofAllInstances whether figures of the period are those of all instances, not of this one
 * @param storeFault why the store could not be read; empty if it could, or there is none
 * @param headline total and rate
 * @param firstCounted when the application was first counted; empty if not known
 * @param statement what it has cost over the period
 * @param series the same step by step, the earliest first; may be empty
 * @param instances those that run now, and all that have ended; empty without a store
 * @param versions those of the application that were seen last, the latest first, each since it was
 *     first seen; of all instances if there is a store
 * @param dearest the requests to this instance that took the most energy in the last hour, the
 *     dearest first; empty unless they are kept
 * @param health how well the instance that has answered measures
 * @param avoidable what requests to it have cost for nothing since its start
 * @param upstream what other services have cost since counting began
 */
public record Report(
    String app,
    Instant at,
    Period period,
    Instant from,
    Instant to,
    boolean ofAllInstances,
    Optional<String> storeFault,
    Headline headline,
    Optional<Instant> firstCounted,
    Statement statement,
    List<PeriodStatement> series,
    List<InstanceTotal> instances,
    List<VersionCosts> versions,
    List<DearRequest> dearest,
    Health health,
    AvoidableEnergy avoidable,
    UpstreamCosts upstream) {

  /**
   * Returns what this process remembers: the last hour and day, and for all that is longer
   * everything since its start.
   */
  static Report ofMemory(
      FootprintMonitor monitor,
      LedgerSnapshot books,
      Health health,
      Span span,
      Instant now,
      Optional<String> storeFault) {
    Optional<Instant> firstCounted = monitor.started(now);
    Instant started = firstCounted.orElse(monitor.setup().started());
    boolean isShort = span == Span.HOUR || span == Span.DAY;
    return new Report(
        monitor.setup().settings().app(),
        now,
        span,
        isShort ? later(span.begin(now, started), started) : started,
        now,
        false,
        storeFault,
        Headline.ofMemory(monitor, books, now),
        firstCounted,
        switch (span) {
          case HOUR -> books.lastHour();
          case DAY -> books.lastDay();
          case MONTH, YEAR, ALL -> books.sinceStart();
        },
        span == Span.HOUR ? books.minutes(now) : books.quarters(now),
        List.of(),
        List.of(version(monitor, now)),
        monitor.ledger().dearest().requests(),
        health,
        AvoidableEnergy.of(monitor, books),
        UpstreamCosts.ofMemory(books));
  }

  /** Returns the version that this process runs. */
  static VersionCosts version(FootprintMonitor monitor, Instant now) {
    return new VersionCosts(
        monitor.setup().settings().version().value(),
        monitor.started(now).orElse(monitor.setup().started()),
        monitor.ledger().distributions());
  }

  /**
   * Returns how the cost of a route is distributed over requests of the version that has answered;
   * empty if none is known.
   */
  public Optional<Distribution> distribution(String version, String route) {
    return versions.stream()
        .filter(each -> each.version().equals(version))
        .findFirst()
        .map(each -> each.routes().get(route));
  }

  /** Returns how each route differs between the two latest versions; empty if there is one. */
  public List<RouteChange> changes() {
    return versions.size() < 2 ? List.of() : VersionComparison.of(versions.get(0), versions.get(1));
  }

  /**
   * Returns this report of one process as one of all instances.
   *
   * @param of the period
   * @param past what the store knows of it
   * @param unstored what it lacks of this process, so that a request counts as soon as it has ended
   */
  Report of(Period of, StoredPast past, Statement unstored) {
    // The store knows whole hours: the last one is told minute by minute from memory.
    boolean isOfMemory = of == Span.HOUR;
    Instant end = earlier(of.end(at), at);
    Statement ofPeriod = of.includes(at) ? past.statement().plus(unstored) : past.statement();
    return new Report(
        app,
        at,
        of,
        isOfMemory
            ? from
            : earlier(later(past.from(), past.firstCounted().orElse(past.from())), end),
        end,
        // One that has ended may have counted in the last hour too.
        !isOfMemory || past.instances().size() <= 1,
        Optional.empty(),
        past.headline().plus(unstored),
        past.firstCounted().or(this::firstCounted),
        isOfMemory ? statement : ofPeriod,
        isOfMemory ? series : past.steps(of, unstored, at),
        past.instances(),
        versions(versions.get(0), past.versions()),
        dearest,
        health,
        avoidable,
        past.upstreamElsewhere().map(upstream::plus).orElse(upstream));
  }

  /**
   * Returns the versions of the store, and that of a process: as the latest one if it has just
   * started and the store does not have it yet, as the last one if there are later ones.
   */
  static List<VersionCosts> versions(VersionCosts own, List<VersionCosts> stored) {
    if (stored.stream().anyMatch(version -> version.version().equals(own.version()))) {
      return stored;
    }
    boolean isLatest =
        stored.stream().allMatch(version -> version.firstSeen().isBefore(own.firstSeen()));
    return isLatest || stored.size() < StoredPast.VERSIONS
        ? Stream.concat(Stream.of(own), stored.stream()).toList()
        : Stream.concat(stored.stream(), Stream.of(own)).toList();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
