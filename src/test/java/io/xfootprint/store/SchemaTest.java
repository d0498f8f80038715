// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xfootprint.database.Fault;
import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SchemaTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 5;
  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);

  /** Makes the next version, whether some of it is there or not. */
  private static final String NEXT_SCRIPT =
      "ALTER TABLE xfootprint_app ADD COLUMN IF NOT EXISTS colour VARCHAR(10);"
          + "CREATE TABLE IF NOT EXISTS xfootprint_extra (extra INTEGER NOT NULL PRIMARY KEY);";

  private final TestDatabase kind;
  private final TestTables tables;

  SchemaTest(TestDatabase kind) throws SQLException {
    this.kind = kind;
    tables = TestTables.in(kind);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private static String script(int version) throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream("schema-" + version + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Schema ofNextVersion() throws IOException {
    return next(NEXT_SCRIPT);
  }

  private static Schema next(String script) throws IOException {
    return new Schema(
        List.of(
            script(1), script(2), script(3), script(4), script(5), script(6), script(7), script));
  }

  private void assertVersion(int version) throws SQLException {
    assertEquals(
        List.of(String.valueOf(version)), tables.rows("SELECT version FROM xfootprint_schema"));
  }

  private void writeSomething() throws Exception {
    TestInstance instance = new TestInstance(tables.store("shop"), 1);
    instance.count(HOUR, MadeUp.sums(new Random(1), "GET /a"));
    instance.write();
  }

  @Test
  void isCreatedOnce() throws Exception {
    Schema.ofThisVersion().ensure(tables.database());
    writeSomething();
    List<String> sums = tables.sums();
    Schema.ofThisVersion().ensure(tables.database());
    assertVersion(7);
    assertEquals(sums, tables.sums());
  }

  @Test
  void isCreatedByManyAtTheSameTime() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      try (TestTables fresh = TestTables.in(kind)) {
        allAtTheSameTime(fresh, Schema.ofThisVersion());
        assertEquals(List.of("7"), fresh.rows("SELECT version FROM xfootprint_schema"));
      }
    }
  }

  private static void allAtTheSameTime(TestTables in, Schema schema) throws Exception {
    Callable<Boolean> create =
        () -> {
          schema.ensure(in.database());
          return true;
        };
    assertEquals(
        Collections.nCopies(THREADS, true), Together.call(Collections.nCopies(THREADS, create)));
  }

  @Test
  void isUpgradedWithItsRows() throws Exception {
    writeSomething();
    List<String> sums = tables.sums();
    ofNextVersion().ensure(tables.database());
    assertVersion(8);
    assertEquals(sums, tables.sums());
    assertEquals(List.of("shop null"), tables.rows("SELECT app, colour FROM xfootprint_app"));
  }

  /** As they were before there was a second version. */
  @Test
  void isUpgradedFromTheFirstVersionWithItsRows() throws Exception {
    String first = script(1).replaceAll("(?m)^  version VARCHAR.*\n", "");
    new Schema(List.of(first)).ensure(tables.database());
    assertThrows(SQLException.class, () -> tables.rows("SELECT version FROM xfootprint_instance"));
    assertVersion(1);
    tables.change(
        "INSERT INTO xfootprint_app (app, first_counted_utc, tidied_at) VALUES (?, ?, ?)",
        "before",
        HOUR,
        tables.now());
    writeSomething();
    assertVersion(7);
    assertEquals(
        List.of("before", "shop"), tables.rows("SELECT app FROM xfootprint_app ORDER BY 1"));
    assertEquals(List.of(), tables.rows("SELECT source FROM xfootprint_grid"));
    assertEquals(List.of("1.0"), tables.rows("SELECT version FROM xfootprint_instance"));
  }

  /** By those whose user may not create tables. */
  @Test
  void isCreatedByHand() throws Exception {
    for (int version = 1; version <= 7; version++) {
      for (String statement : statements(script(version))) {
        tables.change(statement);
      }
    }
    assertVersion(7);
    writeSomething();
    assertVersion(7);
  }

  @Test
  void isUpgradedByManyAtTheSameTime() throws Exception {
    // Tables that H2 changes are not there meanwhile; whoever finds that tries again later.
    assumeTrue(kind != TestDatabase.H2);
    Schema schema = ofNextVersion();
    for (int i = 0; i < ROUNDS; i++) {
      try (TestTables fresh = TestTables.in(kind)) {
        Schema.ofThisVersion().ensure(fresh.database());
        allAtTheSameTime(fresh, schema);
        assertEquals(List.of("8"), fresh.rows("SELECT version FROM xfootprint_schema"));
      }
    }
  }

  @Test
  void isRefusedAndLeftAloneIfItIsNewer() throws Exception {
    ofNextVersion().ensure(tables.database());
    tables.change("INSERT INTO xfootprint_extra (extra) VALUES (7)");
    SQLException refused =
        assertThrows(SQLException.class, () -> Schema.ofThisVersion().ensure(tables.database()));
    assertEquals(Fault.NEWER_SCHEMA, Fault.of(refused));
    assertEquals("its tables are of version 8, and this library knows 7", refused.getMessage());
    assertVersion(8);
    assertEquals(List.of("7"), tables.rows("SELECT extra FROM xfootprint_extra"));
  }

  /** H2 commits each table as it is made. */
  @Test
  void isCompletedIfItsCreationWasCut() throws Exception {
    List<String> statements = statements(script(1));
    for (int made = 1; made < statements.size(); made++) {
      try (TestTables fresh = TestTables.in(kind)) {
        for (String statement : statements.subList(0, made)) {
          fresh.change(statement);
        }
        fresh.store("shop");
        assertEquals(List.of("7"), fresh.rows("SELECT version FROM xfootprint_schema"));
        assertEquals(List.of(), fresh.sums());
      }
    }
  }

  @Test
  void isCompletedIfItsUpgradeWasCut() throws Exception {
    List<String> statements = statements(NEXT_SCRIPT);
    for (int made = 0; made < statements.size(); made++) {
      try (TestTables fresh = TestTables.in(kind)) {
        Schema.ofThisVersion().ensure(fresh.database());
        String cut = String.join(";", statements.subList(0, made)) + ";NONSENSE";
        Schema cutShort = next(cut);
        assertThrows(SQLException.class, () -> cutShort.ensure(fresh.database()));
        ofNextVersion().ensure(fresh.database());
        assertEquals(List.of("8"), fresh.rows("SELECT version FROM xfootprint_schema"));
        assertEquals(List.of(), fresh.rows("SELECT extra FROM xfootprint_extra"));
      }
    }
  }

  private static List<String> statements(String script) {
    List<String> statements = new ArrayList<>();
    for (String part : script.replaceAll("--.*", "").split(";", -1)) {
      if (!part.isBlank()) {
        statements.add(part);
      }
    }
    return statements;
  }
}
