// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.Database;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.settings.SettingsException;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Text of clients and of owners that would be a part of a statement if it could. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class HostileTextTest {

  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);
  private static final Host HOST = new Host("Some CPU", "Zen 4", 1, 2, 4, true);
  private static final int MAX_LENGTH = 200;
  private static final String EMOJI = "\uD83D\uDCA3";

  private static final List<String> TEXTS =
      List.of(
          "'",
          "''",
          "\"",
          ";",
          "\\",
          "\\'",
          "--",
          "/* */",
          "?",
          "$1",
          "$$",
          "%s%n",
          "{fn NOW()}",
          "' OR '1'='1",
          "'; DROP TABLE xfootprint_line; --",
          "\"; DROP TABLE xfootprint_route; --",
          "\\'; DELETE FROM xfootprint_app; --",
          "x', 0, 0); DROP SCHEMA public CASCADE; --",
          "instance-hour",
          "NULL",
          "\u00FC\u0130\u00DF\u200B\u202E\uFEFF",
          EMOJI,
          EMOJI.repeat(100),
          EMOJI.repeat(200),
          "'".repeat(200),
          "';--".repeat(256));

  private static final List<String> CONTROL_CHARACTERS =
      List.of("\n", "\r\n", "\t", "\b", "\u0001\u001F\u007F\u0085", "a\u001B[31mb", "\u0000");

  private final TestTables tables;
  private final Random random = new Random(7);

  HostileTextTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  /** Returns the texts above, and others that are put together of their characters. */
  private List<String> texts(boolean withControlCharacters) {
    List<String> texts = new ArrayList<>(TEXTS);
    if (withControlCharacters) {
      texts.addAll(CONTROL_CHARACTERS);
    }
    for (int i = 0; i < 100; i++) {
      StringBuilder text = new StringBuilder();
      int parts = 1 + random.nextInt(40);
      for (int part = 0; part < parts; part++) {
        String from = texts.get(random.nextInt(TEXTS.size() - 3));
        int start =
            from.offsetByCodePoints(0, random.nextInt(from.codePointCount(0, from.length())));
        text.appendCodePoint(from.codePointAt(start));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  /** Returns what of a text a column holds. */
  private static String cut(String text) {
    int end = Math.min(text.length(), MAX_LENGTH);
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private Map<String, Sums> made(Set<String> labels) {
    Map<String, Sums> routes = new HashMap<>();
    labels.forEach(label -> routes.put(label, MadeUp.amounts(random)));
    return routes;
  }

  private static Statement sums(Map<String, Sums> routes) {
    Sums all = routes.values().stream().reduce(Sums.NONE, Sums::plus);
    return new Statement(Map.of(CostCategory.REQUESTS, all), routes);
  }

  private static SortedMap<String, Sums> routes(TotalsHistory history) throws SQLException {
    return history.routes(
        HOUR.toInstant(ZoneOffset.UTC), HOUR.plusHours(1).toInstant(ZoneOffset.UTC));
  }

  private void assertKept(Set<String> labels) throws Exception {
    TestInstance instance = new TestInstance(tables.store("shop"), 1);
    instance.count(HOUR, sums(made(labels)));
    instance.write();
    // The second time they are updated.
    instance.count(HOUR, sums(made(labels)));
    instance.write();
    Map<String, Sums> routes = instance.in(HOUR).routes();
    assertEquals(new TreeMap<>(routes), routes(tables.history("shop")));
    assertEquals(instance.total(), tables.history("shop").total());
    assertTablesStand();
  }

  private void assertTablesStand() throws SQLException {
    assertEquals(7, tables.number("SELECT version FROM xfootprint_schema"));
    for (String table : List.of("app", "instance", "line", "route")) {
      assertTrue(tables.number("SELECT COUNT(*) FROM xfootprint_" + table) > 0, table);
    }
  }

  @Test
  void keepsTheRoutesOfAnyRequest() throws Exception {
    Set<String> labels = new LinkedHashSet<>();
    texts(true).forEach(text -> labels.add(new Route("GET", text).label()));
    texts(true).forEach(text -> labels.add(new Route(text, text).label()));
    assertKept(labels);
  }

  @Test
  void keepsLabelsThatNoRouteHas() throws Exception {
    Set<String> labels = new LinkedHashSet<>();
    texts(true).stream()
        .filter(text -> !text.contains("\u0000"))
        .forEach(text -> labels.add(cut(text)));
    assertKept(labels);
  }

  /** PostgreSQL takes no such character in any text. */
  @Test
  void keepsALabelWithNulAsItIsOrNothingOfItsWrite() throws Exception {
    TestInstance instance = new TestInstance(tables.store("shop"), 1);
    instance.count(HOUR, sums(made(Set.of("GET /a"))));
    instance.write();
    List<String> before = tables.sums();
    instance.count(HOUR, sums(made(Set.of("GET /a", "GET /b", "a\u0000b"))));
    try {
      instance.write();
      assertEquals(new TreeMap<>(instance.in(HOUR).routes()), routes(tables.history("shop")));
    } catch (SQLException e) {
      assertEquals(before, tables.sums());
    }
    assertTablesStand();
  }

  @Test
  void keepsAllNamesOfApplicationsThatSettingsAllow() throws Exception {
    Map<String, Statement> totals = new HashMap<>();
    for (String text : new LinkedHashSet<>(texts(false))) {
      String app = allowed(text);
      if (!app.isEmpty() && !totals.containsKey(app)) {
        JdbcInstanceStore store = tables.store(app);
        TestInstance instance = new TestInstance(store, 1);
        instance.count(HOUR, sums(made(Set.of(cut(text)))));
        instance.write();
        store.tidy();
        store.close();
        totals.put(app, instance.total());
      }
    }
    assertTrue(totals.size() > 100, totals.size() + " names");
    try (Database database = tables.database()) {
      for (var total : totals.entrySet()) {
        TotalsHistory history = new TotalsHistory(database, total.getKey(), TestTables.ALIVE_FOR);
        assertEquals(total.getValue(), history.total());
        assertEquals(1, routes(history).size());
        assertEquals(1, history.instances().size());
        assertTrue(history.firstCounted().isPresent());
      }
    }
    assertEquals(totals.size(), tables.number("SELECT COUNT(*) FROM xfootprint_app"));
    assertTablesStand();
  }

  /** Returns what the setting "app" makes of a text, at most as much of it as it allows. */
  private static String allowed(String text) {
    String app = text;
    while (!app.isEmpty()) {
      try {
        return FootprintSettings.from(new SettingSources().parameters(Map.of("app", app)), HOST)
            .app();
      } catch (SettingsException e) {
        app = app.substring(0, app.offsetByCodePoints(app.length(), -1));
      }
    }
    return app;
  }

  @Test
  void refusesLabelsThatAreTooLongAsAWhole() throws Exception {
    TestInstance instance = new TestInstance(tables.store("shop"), 1);
    instance.count(HOUR, sums(made(Set.of("GET /a"))));
    instance.write();
    List<String> before = tables.sums();
    instance.count(HOUR, sums(made(Set.of("GET /b", "';--".repeat(256)))));
    assertThrows(SQLException.class, instance::write);
    assertEquals(before, tables.sums());
    assertTablesStand();
  }
}
