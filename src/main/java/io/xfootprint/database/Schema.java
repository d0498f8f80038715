// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Creates the tables and brings them up to date, with the scripts in the folder of this class.
 * Script N makes version N from version N - 1, and also from the state in which it was interrupted.
 */
public final class Schema {

  private static final int VERSION = 7;

  /** The SQL states of a missing table: PostgreSQL's and those of H2. */
  private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

  /** Reports tables of a later version than this library knows, so that it must not touch them. */
  static final class NewerSchemaException extends SQLException {

    private static final long serialVersionUID = 1L;

    NewerSchemaException(int found, int known) {
      super("its tables are of version %d, and this library knows %d".formatted(found, known));
    }
  }

  private final List<String> scripts;

  /**
   * Creates a schema.
   *
   * @param scripts the scripts of versions 1, 2 and so on
   */
  public Schema(List<String> scripts) {
    this.scripts = List.copyOf(scripts);
  }

  /** Returns the schema of this library. */
  public static Schema ofThisVersion() {
    return new Schema(IntStream.rangeClosed(1, VERSION).mapToObj(Schema::script).toList());
  }

  private static String script(int version) {
    String name = "schema-" + version + ".sql";
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Creates the tables or brings them up to date, if needed. Fails if they are of a later version
   * than this library knows.
   */
  public void ensure(Database database) throws SQLException {
    int version = version(database);
    boolean isRaised = version < scripts.size();
    while (version < scripts.size()) {
      int from = version;
      try {
        database.transaction(session -> raise(session, from));
      } catch (SQLException e) {
        // Another instance may have been faster, which is no failure.
        if (version(database) == from) {
          throw e;
        }
      }
      version = version(database);
    }
    if (version > scripts.size()) {
      throw new NewerSchemaException(version, scripts.size());
    }
    if (isRaised) {
      // An instance that made the tables at the same time may have noted the first version late.
      int last = version;
      database.transaction(session -> session.change(Sql.FORGET_VERSIONS, last));
    }
  }

  private static int version(Database database) throws SQLException {
    try {
      return database.transaction(Schema::version);
    } catch (SQLException e) {
      if (NO_TABLE.contains(String.valueOf(e.getSQLState()))) {
        return 0;
      }
      throw e;
    }
  }

  private static int version(Transaction session) throws SQLException {
    return session.query(Sql.VERSION, row -> row.getInt(1)).stream().findFirst().orElse(0);
  }

  /**
   * Raises the version by one. Instances that try this at the same time do it one after the other,
   * and only the first finds the version from which it starts. The version changes last, because H2
   * commits each change of a table: an interrupted script must run again. A script may raise it
   * too, for those who run it by hand.
   */
  private Void raise(Transaction session, int from) throws SQLException {
    if (from == 0) {
      session.run(scripts.get(from));
    } else if (session.change(Sql.RAISE_VERSION, from, from) == 1) {
      session.run(scripts.get(from));
      session.change(Sql.RAISE_VERSION, from + 1, from);
    }
    return null;
  }
}
