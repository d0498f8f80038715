// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.sql.SQLException;

/** The tables are of a later version than this library knows, so it must leave them alone. */
public final class NewerSchemaException extends SQLException {

  private static final long serialVersionUID = 1L;

  NewerSchemaException(int found, int known) {
    super("its tables are of version %d, and this library knows %d".formatted(found, known));
  }
}
