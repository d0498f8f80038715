// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import java.sql.SQLException;

/** Reports a commit without an answer, so that nobody knows whether it was done. */
public final class CommitInDoubtException extends SQLException {

  private static final long serialVersionUID = 1L;

  public CommitInDoubtException(SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause.getErrorCode(), cause);
  }
}
