// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a database, as far as it matters to whoever is to mend it. */
public enum Fault {
  NEWER_SCHEMA("was made by a later version of x-footprint: update this one"),
  NO_RIGHTS(
      "does not let its user create or use the tables: run schema-1.sql of the jar in it once, and"
          + " grant SELECT, INSERT, UPDATE and DELETE on them"),
  REFUSED("refuses the user or the password"),
  LOCKED("is in use by another process: for several, take a database server"),
  UNREADABLE(
      "is a file that this version of H2 cannot read, and is left as it is: export it by SCRIPT TO"
          + " with the version that wrote it and import it by RUNSCRIPT FROM, or name a new file"),
  READ_ONLY("is read-only"),
  FULL("has no room left"),
  SLOW("takes too long"),
  AWAY("cannot be reached"),
  OTHER("fails");

  /** How Linux, macOS and Windows tell Java that a disk is full, or what one may have of it. */
  private static final Pattern NO_ROOM =
      Pattern.compile("(?i)no space left|quota exceeded|not enough space");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /**
   * Returns whether it may be over before long without anybody's help. A login that is refused is
   * not tried over and over, as that may lock the account.
   */
  public boolean mayPass() {
    return switch (this) {
      case UNREADABLE, NEWER_SCHEMA, REFUSED, NO_RIGHTS -> false;
      default -> true;
    };
  }

  /** Returns the first that a failure, or one behind it, stands for. */
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
   * By SQL's states, those of PostgreSQL, and the numbers of H2 that stand in their place. A socket
   * that timed out is not slow but away: a server that works ends a statement before that, and one
   * that is silent takes no connection either, which would be told as another fault.
   */
  private static Fault ofState(String state) {
    return switch (state) {
      case "42501", "3F000", "90096" -> NO_RIGHTS;
      case "08004" -> REFUSED;
      case "90020", "08000-90020" -> LOCKED;
      // The second is what old versions say of a file of a later one.
      case "90048", "90030" -> UNREADABLE;
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
