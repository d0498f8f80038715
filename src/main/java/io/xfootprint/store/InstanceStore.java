// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database.CommitInDoubtException;
import io.xfootprint.ledger.Statement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/** Where instances write. Implementations may block; for use by one thread. */
interface InstanceStore extends AutoCloseable {

  /**
   * One write of an instance. Rows hold absolute values, so a write may be repeated.
   *
   * @param instance its number
   * @param number how many times it has written, this write included
   * @param isFirst whether none of its writes is known to be stored
   * @param method how it finds its energy
   * @param hours what was counted in each hour, by its start in UTC, that is not stored yet; routes
   *     that have not changed may be missing
   * @param total its sums since it started
   * @param openHourUtc the first hour whose rows may still change
   * @param ended whether this is its last write
   */
  record InstanceWrite(
      long instance,
      long number,
      boolean isFirst,
      String method,
      SortedMap<LocalDateTime, Statement> hours,
      Statement total,
      LocalDateTime openHourUtc,
      boolean ended) {}

  /**
   * What a store holds of the whole application after a write.
   *
   * @param books the sums of all instances that ever wrote, the writer included
   * @param otherInstances number of instances that run now beside the writer
   * @param methods how those find their energy
   */
  record StoredTotal(Statement books, int otherInstances, Set<String> methods) {}

  /**
   * The instance was taken for lost, and its rows may be merged with those of others. It must not
   * write them again, and goes on under another number.
   */
  final class EndedInstanceException extends Exception {

    private static final long serialVersionUID = 1L;

    EndedInstanceException(long instance) {
      super("instance " + instance + " was ended by another one");
    }
  }

  /** Connects, and creates what writing needs; often called again. */
  void open() throws SQLException;

  /**
   * Stores a write as a whole, or not at all.
   *
   * @throws EndedInstanceException if the instance may not write any more
   * @throws CommitInDoubtException if nobody knows whether it is stored
   * @throws SQLException if it is not stored
   */
  StoredTotal write(InstanceWrite write) throws SQLException, EndedInstanceException;

  /** Returns the number of the last write of an instance that is stored; empty if none is. */
  OptionalLong lastWrite(long instance) throws SQLException;

  /** Does some of the housekeeping that is due. No sum changes. */
  void tidy() throws SQLException;

  /** Ends every wait for the store, for good; any thread may call this. */
  void abort();

  @Override
  void close();
}
