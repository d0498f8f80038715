// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.sql.SQLException;

/** Reports tables of a later version than this library knows, so that it must not touch them. */
final class NewerSchemaException extends SQLException {

  private static final long serialVersionUID = 1L;

  NewerSchemaException(int found, int known) {
    super("its tables are of version %d, and this library knows %d".formatted(found, known));
  }
}
