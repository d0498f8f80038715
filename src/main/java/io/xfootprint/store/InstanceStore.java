// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.CommitInDoubtException;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Where instances write. Implementations may block; for use by one thread. */
interface InstanceStore extends AutoCloseable {

  /** Connects, and finds or makes what is needed to write; often done before. */
  void open() throws SQLException;

  /**
   * Stores a write as a whole, or not at all.
   *
   * @throws EndedInstanceException if the instance may not write any more
   * @throws CommitInDoubtException if nobody knows which of both has happened
   * @throws SQLException if it is not stored
   */
  StoredTotal write(InstanceWrite write) throws SQLException, EndedInstanceException;

  /** Returns the number of the last write of an instance that is stored; empty if none is. */
  OptionalLong lastWrite(long instance) throws SQLException;

  /** Does some of the housekeeping that is due. No sum changes. */
  void tidy() throws SQLException;

  /** Ends whatever blocks, for good; may be called by any thread. */
  void abort();

  @Override
  void close();
}
