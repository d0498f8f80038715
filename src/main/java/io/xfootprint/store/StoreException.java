// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Fault;
import java.sql.SQLException;

/** The store could not be read; the message says why, and never holds a secret. */
public final class StoreException extends SQLException {

  private static final long serialVersionUID = 1L;

  StoreException(Fault fault) {
    super(fault.text());
  }
}
