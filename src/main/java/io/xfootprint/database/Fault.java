// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.database.Schema.NewerSchemaException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A kind of failure of a database, with advice for the person who can mend it. */
public enum Fault {
  NEWER_SCHEMA("was made by a later version of x-footprint: update this one"),
  NO_RIGHTS(
      "does not let its user create or use the tables: run schema-1.sql and the next ones of the jar in it once, and"
          + " grant SELECT, INSERT, UPDATE and DELETE on them"),
  REFUSED("refuses the user or the password"),
  LOCKED("is in use by another process: for several, take a database server"),
  UNREADABLE(
      "is a file that this version of H2 cannot read, and is left as it is: export it by SCRIPT TO"
          + " with the version that wrote it and import it by RUNSCRIPT FROM, or name a new file"),
  IMPOSSIBLE("cannot be kept at this address"),
  READ_ONLY("is read-only"),
  FULL("has no room left"),
  SLOW("takes too long"),
  AWAY("cannot be reached"),
  OTHER("fails");

  /** The messages of Linux, macOS and Windows for a full disk or an exceeded quota. */
  private static final Pattern NO_ROOM =
      Pattern.compile("(?i)no space left|quota exceeded|not enough space");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  /** Returns the predicate of a sentence about the store. */
  public String text() {
    return text;
  }

  /**
   * Returns whether the failure may soon pass without anybody's help. A refused login is not
   * repeated, because that may lock the account.
   */
  public boolean mayPass() {
    return switch (this) {
      case IMPOSSIBLE, UNREADABLE, NEWER_SCHEMA, REFUSED, NO_RIGHTS -> false;
      default -> true;
    };
  }

  /** Classifies a failure by the first recognised exception in its cause chain (up to 10). */
  public static Fault of(Throwable failure) {
    Fault found = OTHER;
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < 10 && found == OTHER; i++) {
      found = ofOne(cause);
      cause = cause.getCause();
    }
    return found;
  }

  private static Fault ofOne(Throwable failure) {
    if (failure instanceof NewerSchemaException) {
      return NEWER_SCHEMA;
    }
    if (failure instanceof IOException) {
      return NO_ROOM.matcher(String.valueOf(failure.getMessage())).find() ? FULL : AWAY;
    }
    if (failure instanceof SQLFeatureNotSupportedException
        || !(failure instanceof SQLException sql)
        || sql.getSQLState() == null) {
      return OTHER;
    }
    return ofState(sql.getSQLState().toUpperCase(Locale.ROOT));
  }

  /**
   * Classifies an SQL state: a standard one, one of PostgreSQL, or a number that H2 uses instead. A
   * socket that timed out means AWAY rather than SLOW. A working server ends a statement before
   * that; a silent one accepts no connection either, so the next failure would be reported as
   * another one.
   */
  private static Fault ofState(String state) {
    return switch (state) {
      case "42501", "3F000", "90096" -> NO_RIGHTS;
      case "08004" -> REFUSED;
      case "90020", "08000-90020" -> LOCKED;
      // Old versions give the second one for a file of a later version.
      case "90048", "90030" -> UNREADABLE;
      // H2's: a path that is relative without a dot, and a form that it does not know. Not 90062, a
      // folder that cannot be made: the disk may be full, or the volume not there yet.
      case "90011", "90046" -> IMPOSSIBLE;
      case "25006", "90097" -> READ_ONLY;
      case "53100" -> FULL;
      case "57014", "HYT00", "55P03" -> SLOW;
      case "90098", "90121", "90067" -> AWAY;
      default ->
          state.startsWith("28")
              ? REFUSED
              : state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")
                  ? AWAY
                  : OTHER;
    };
  }
}
