// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.ledger.LedgerReading;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Totals;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MonotonicTotalsTest {

  private final CountedApplication app = new CountedApplication("2026-11-26T16:30:00Z");

  @Test
  void countsTheNextTimeWhatCouldNotBeLookedAt() {
    app.serve("/a", 3);
    LedgerSnapshot books = app.books();
    LedgerSnapshot unreadable =
        new LedgerSnapshot(
            new LedgerReading(
                0,
                new EndsWithoutMemory(books.now().routes()),
                books.now().beyondRequests(),
                books.now().grids()),
            books.hour(),
            books.day(),
            books.process(),
            books.elsewhere(),
            books.upstream(),
            books.tenants());
    MonotonicTotals counter = new MonotonicTotals();
    assertThrows(OutOfMemoryError.class, () -> counter.update(unreadable));
    assertEquals(Statement.NONE, counter.sums());
    counter.update(books);
    assertEquals(3, counter.sums().route("GET /a").asLong(Metric.REQUESTS));
  }

  /** Has its first entry, and then there is no memory for the next. */
  private static final class EndsWithoutMemory extends AbstractMap<Route, Totals> {

    private final Map.Entry<Route, Totals> first;

    EndsWithoutMemory(Map<Route, Totals> routes) {
      first = routes.entrySet().iterator().next();
    }

    @Override
    public Set<Map.Entry<Route, Totals>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<Route, Totals>> iterator() {
          return Stream.iterate(first, last -> fail()).iterator();
        }

        @Override
        public int size() {
          return 2;
        }
      };
    }

    private static Map.Entry<Route, Totals> fail() {
      throw new OutOfMemoryError("made up");
    }
  }
}
