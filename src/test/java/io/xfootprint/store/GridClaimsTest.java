// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.live.SharedReadings.Told;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One instance of an application asks a service, and all others read what it was told. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class GridClaimsTest {

  private static final Duration INTERVAL = Duration.ofMinutes(15);
  private static final String FRANCE = "electricity-maps FR";

  private final TestTables tables;

  GridClaimsTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    Schema.ofThisVersion().ensure(tables.database());
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private GridClaims instance(String app) {
    return new GridClaims(tables.database(), app);
  }

  private boolean claims(GridClaims instance) {
    return instance.claims(FRANCE, INTERVAL);
  }

  /** Makes the last question older. */
  private void pass(Duration time) throws SQLException {
    tables.change(
        "UPDATE xfootprint_live SET asked_at = asked_at - INTERVAL '"
            + time.toSeconds()
            + "' SECOND, told_at = told_at - INTERVAL '"
            + time.toSeconds()
            + "' SECOND");
  }

  @Test
  void letsOneInstanceAskForAllOfAnApplication() throws Exception {
    GridClaims one = instance("shop");
    GridClaims other = instance("shop");
    assertTrue(claims(one));
    assertFalse(claims(other));
    assertFalse(claims(one));
    assertEquals(Optional.empty(), other.last(FRANCE));
    one.tell(FRANCE, 54.5);
    Told told = other.last(FRANCE).orElseThrow();
    assertEquals(54.5, told.gramsPerKilowattHour());
    assertTrue(told.age().toSeconds() < 30, told::toString);
    pass(Duration.ofMinutes(12));
    assertFalse(claims(other));
    assertTrue(other.last(FRANCE).orElseThrow().age().toMinutes() >= 12);
    // The one that asked before may be gone.
    pass(Duration.ofMinutes(1));
    assertTrue(claims(other));
    assertFalse(claims(one));
  }

  @Test
  void tellsApplicationsAndServicesApart() {
    assertTrue(claims(instance("shop")));
    assertTrue(claims(instance("other")));
    assertTrue(instance("shop").claims("uk", INTERVAL));
    instance("shop").tell(FRANCE, 54);
    assertEquals(Optional.empty(), instance("other").last(FRANCE));
    assertEquals(Optional.empty(), instance("shop").last("uk"));
  }

  @Test
  void letsOneAskThoughAllComeAtTheSameMoment() throws Exception {
    for (int round = 0; round < 3; round++) {
      List<Callable<Boolean>> calls = Collections.nCopies(8, () -> claims(instance("shop")));
      assertEquals(1, Together.call(calls).stream().filter(claimed -> claimed).count());
      pass(INTERVAL);
    }
  }

  @Test
  void letsNobodyAskWhileTheServiceWantsToRest() throws Exception {
    GridClaims one = instance("shop");
    assertTrue(claims(one));
    one.rest(FRANCE, INTERVAL, Duration.ofHours(2));
    pass(Duration.ofMinutes(119));
    assertFalse(claims(instance("shop")));
    pass(Duration.ofMinutes(2));
    assertTrue(claims(instance("shop")));
  }

  /** Or nobody would ask for as long as the clock was ahead. */
  @Test
  void asksAgainAfterAClockThatWasAhead() throws Exception {
    assertTrue(claims(instance("shop")));
    pass(Duration.ofDays(-3));
    assertTrue(claims(instance("shop")));
  }

  @Test
  void letsEachAskWhereTheStoreIsAway() throws Exception {
    assertTrue(claims(instance("shop")));
    tables.change("DROP TABLE xfootprint_live");
    GridClaims alone = instance("shop");
    assertTrue(claims(alone));
    assertEquals(Optional.empty(), alone.last(FRANCE));
    alone.tell(FRANCE, 54);
    alone.rest(FRANCE, INTERVAL, INTERVAL);
  }
}
