// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Statement;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store knows, hour by hour, of who priced the energy and at which mean. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class GridHistoryTest {

  private static final String LIVE = "electricity-maps FR (life cycle, consumption)";
  private static final String ANNUAL = "annual 2024, life cycle, production, country FRA";

  private final TestTables tables;
  private final Random random = new Random(3);
  private final LocalDateTime noon;

  GridHistoryTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    // On one day and closed, so that it can be merged.
    noon = tables.now().toLocalDateTime().minusDays(2).truncatedTo(ChronoUnit.DAYS).plusHours(12);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private static GridUse use(long nanojoules, long picograms) {
    return new GridUse(BigInteger.valueOf(nanojoules), BigInteger.valueOf(picograms));
  }

  private Statement some(Map<String, GridUse> grids) {
    return MadeUp.sums(random, "GET /a").withGrids(grids);
  }

  private static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }

  private void assertKnown() throws SQLException {
    TotalsHistory history = tables.history("shop");
    Instant from = instant(noon);
    Instant to = instant(noon.plusHours(2));
    Map<Instant, Map<String, GridUse>> hours =
        Map.of(
            from,
            Map.of(ANNUAL, use(3600, 100), LIVE, use(7200, 20)),
            instant(noon.plusHours(1)),
            Map.of(LIVE, use(1800, 30)));
    assertEquals(hours, history.grids(Granularity.HOUR, from, to));
    Map<String, GridUse> all = Map.of(ANNUAL, use(3600, 100), LIVE, use(9000, 50));
    assertEquals(all, history.grids(from, to));
    for (Granularity longer : List.of(Granularity.DAY, Granularity.MONTH, Granularity.YEAR)) {
      LocalDateTime start = longer.start(noon);
      assertEquals(Map.of(instant(start), all), history.grids(longer, from, to));
    }
    assertEquals(
        20,
        history.grids(from, to).getOrDefault(LIVE, GridUse.NONE).gramsPerKilowattHour(),
        1e-9,
        "50 / 9000 * 3600");
    assertEquals(Map.of(), history.grids(to, instant(noon.plusHours(5))));
    assertEquals(Map.of(), tables.history("other").grids(from, to));
  }

  @Test
  void knowsWhoPricedEachHourAndAtWhichMeanBeforeAndAfterItIsMerged() throws Exception {
    TestInstance one = new TestInstance(tables.store("shop"), 1);
    one.count(noon, some(Map.of(ANNUAL, use(3600, 100))));
    one.write();
    // The same hour again, in which a service began to tell.
    one.count(noon, some(Map.of(LIVE, use(5200, 15))));
    one.write();
    one.count(noon.plusHours(1), some(Map.of(LIVE, use(800, 20))));
    one.write();
    TestInstance other = new TestInstance(tables.store("shop"), 2);
    other.count(noon, some(Map.of(LIVE, use(2000, 5))));
    other.count(noon.plusHours(1), some(Map.of(LIVE, use(1000, 10))));
    other.end();
    assertKnown();
    assertEquals(5, tables.number("SELECT COUNT(*) FROM xfootprint_grid"));
    tables.tidy("shop", Duration.ZERO);
    assertKnown();
    one.end();
    tables.tidy("shop", Duration.ZERO);
    assertKnown();
    assertEquals(
        List.of("hour 3"), tables.rows("SELECT unit, COUNT(*) FROM xfootprint_grid GROUP BY unit"));
  }

  @Test
  void forgetsItWithTheHours() throws Exception {
    TestInstance one = new TestInstance(tables.store("shop"), 1);
    one.count(noon.minusDays(90), some(Map.of(ANNUAL, use(3600, 100))));
    one.count(noon, some(Map.of(LIVE, use(5200, 15))));
    one.end();
    tables.tidy("shop", Duration.ofDays(30));
    assertEquals(List.of(LIVE), tables.rows("SELECT source FROM xfootprint_grid"));
  }
}
