// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Periods;
import io.xfootprint.ledger.Route;
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
            new EndsWithoutMemory(books.routes()),
            books.background(),
            books.idle(),
            books.memory(),
            books.embodied(),
            books.process(),
            books.elsewhere());
    MonotonicTotals counter = new MonotonicTotals();
    assertThrows(OutOfMemoryError.class, () -> counter.look(unreadable));
    assertEquals(Counted.NONE, counter.sums());
    counter.look(books);
    assertEquals(3, counter.sums().route("GET /a").asLong(Metric.REQUESTS));
  }

  /** Has its first entry, and then there is no memory for the next. */
  private static final class EndsWithoutMemory extends AbstractMap<Route, Periods> {

    private final Map.Entry<Route, Periods> first;

    EndsWithoutMemory(Map<Route, Periods> routes) {
      first = routes.entrySet().iterator().next();
    }

    @Override
    public Set<Map.Entry<Route, Periods>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<Route, Periods>> iterator() {
          return Stream.iterate(first, last -> fail()).iterator();
        }

        @Override
        public int size() {
          return 2;
        }
      };
    }

    private static Map.Entry<Route, Periods> fail() {
      throw new OutOfMemoryError("made up");
    }
  }
}
