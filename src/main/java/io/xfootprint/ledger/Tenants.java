// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What requests cost by tenant, in a book for each month in UTC: a statement is of a month, and so
 * is the error of a book.
 *
 * <p>Any thread may ask for counters, without a lock. One thread at a time may turn and read.
 */
public final class Tenants {

  /** A month that is over may not be stored yet, and a clock may be set back to it. */
  private static final int MOST_EARLIER = 1;

  /** No clock that is set says an earlier year. */
  private static final int FIRST_YEAR = 2020;

  private final int places;
  private final InstantSource clock;

  /** The current one first. */
  private volatile List<TenantBook> books;

  /**
   * Creates an empty book.
   *
   * @param places number of tenants that have a line of their own, at least 1
   * @param clock the calendar
   */
  public Tenants(int places, InstantSource clock) {
    this.places = places;
    this.clock = clock;
    books = List.of(new TenantBook(month(), places, Totals.NONE));
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
  }

  /** Returns the line of a request of a tenant. */
  TenantLine line(RouteCounters route, String tenant) {
    TenantBook book = current();
    return new TenantLine(route, this, book, tenant);
  }

  /** Returns the book of the current month. */
  TenantBook current() {
    return books.get(0);
  }

  /**
   * Begins a book if the month has changed. A clock that is set back leads to the earlier book.
   *
   * @param requests what all requests have cost so far
   */
  void turn(Totals requests) {
    YearMonth now = month();
    TenantBook current = current();
    if (now.equals(current.month()) || now.getYear() < FIRST_YEAR) {
      return;
    }
    if (current.month().getYear() < FIRST_YEAR) {
      current.setMonth(now);
      return;
    }
    List<TenantBook> turned = new ArrayList<>();
    turned.add(
        books.stream()
            .filter(each -> each.month().equals(now))
            .findFirst()
            .orElseGet(() -> new TenantBook(now, places, requests)));
    books.stream().filter(each -> !turned.contains(each)).limit(MOST_EARLIER).forEach(turned::add);
    books = List.copyOf(turned);
  }

  /** Returns what is in the books, that of the current month first. */
  List<TenantReading> read() {
    TenantBook current = current();
    return books.stream().map(book -> book.read(book == current)).toList();
  }
}
