// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Fault;
import java.sql.SQLException;

/** Reports that the store cannot be read. The message says why, and holds no secret. */
public final class StoreException extends SQLException {

  private static final long serialVersionUID = 1L;

  StoreException(Fault fault) {
    super(fault.text());
  }
}
