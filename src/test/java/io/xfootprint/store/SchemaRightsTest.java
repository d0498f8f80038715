// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.settings.StoreSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A user of the database who may not create tables, as an owner of databases wants it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SchemaRightsTest {

  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);
  private static final String TABLES =
      "xfootprint_schema, xfootprint_app, xfootprint_instance, xfootprint_line, xfootprint_route,"
          + " xfootprint_grid, xfootprint_live, xfootprint_sum, xfootprint_running,"
          + " xfootprint_version, xfootprint_distribution, xfootprint_change,"
          + " xfootprint_upstream, xfootprint_tenant";

  private final TestDatabase kind;
  private final TestTables tables;
  private final StoreSettings asUser;

  SchemaRightsTest(TestDatabase kind) throws SQLException {
    this.kind = kind;
    tables = TestTables.in(kind);
    StoreSettings owner = tables.settings();
    asUser =
        new StoreSettings(
            kind == TestDatabase.POSTGRES
                ? owner.address().replace("user=postgres", "user=clerk")
                // Only admins may set what is set in URLs.
                : owner.address().split(";", 2)[0] + ";IGNORE_UNKNOWN_SETTINGS=TRUE",
            "clerk",
            "clerks secret",
            owner.interval(),
            Duration.ZERO,
            "");
  }

  @BeforeEach
  void createUser() throws SQLException {
    if (kind == TestDatabase.H2) {
      tables.change("CREATE USER clerk PASSWORD 'clerks secret'");
    } else {
      tables.change("CREATE ROLE clerk LOGIN PASSWORD 'clerks secret'");
      tables.change(
          "GRANT USAGE ON SCHEMA " + TestDatabase.schema(tables.settings()) + " TO clerk");
    }
  }

  @AfterEach
  void drop() throws SQLException {
    if (kind == TestDatabase.POSTGRES) {
      tables.change("DROP OWNED BY clerk");
      tables.change("DROP ROLE clerk");
    }
    tables.close();
  }

  private JdbcInstanceStore store(ConnectionSource connections) {
    return new JdbcInstanceStore(
        new Database(connections),
        Schema.ofThisVersion(),
        "shop",
        new InstanceName("web-1/7", "1.0"),
        TestTables.ALIVE_FOR,
        Duration.ZERO);
  }

  @Test
  void writesOnceSomebodyElseHasMadeTheTables() throws Exception {
    try (ConnectionSource connections = ConnectionSource.of(asUser);
        JdbcInstanceStore store = store(connections)) {
      SQLException refused = assertThrows(SQLException.class, store::open);
      assertEquals(Fault.NO_RIGHTS, Fault.of(refused), refused::toString);
      Schema.ofThisVersion().ensure(tables.database());
      tables.change("GRANT SELECT, INSERT, UPDATE, DELETE ON " + TABLES + " TO clerk");
      store.open();
      TestInstance instance = new TestInstance(store, 1);
      instance.count(HOUR, MadeUp.sums(new Random(1), "GET /a"));
      assertEquals(instance.total(), instance.write().books());
      store.tidy();
    }
  }
}
