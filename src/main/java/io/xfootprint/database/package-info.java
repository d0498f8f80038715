// SPDX-License-Identifier: Apache-2.0
/**
 * Access to a database: connections, transactions, statements, and the log of their failures.
 * {@link io.xfootprint.database.Database} runs a transaction.
 *
 * <p>Every statement is a constant of {@link io.xfootprint.database.Sql}. Home of {@code java.sql},
 * with {@code io.xfootprint.store}.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.database;

import org.jspecify.annotations.NullMarked;
