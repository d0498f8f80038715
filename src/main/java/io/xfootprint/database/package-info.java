// SPDX-License-Identifier: Apache-2.0
/**
 * A database as this project uses it: connections, transactions, statements, and what is said when
 * one of them fails. {@link io.xfootprint.database.Database} runs a transaction.
 *
 * <p>Every statement is a constant of {@link io.xfootprint.database.Sql}. Home of {@code java.sql},
 * with {@code io.xfootprint.store}.
 */
@NullMarked
package io.xfootprint.database;

import org.jspecify.annotations.NullMarked;
