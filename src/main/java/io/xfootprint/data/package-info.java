// SPDX-License-Identifier: Apache-2.0
/**
 * The coefficient tables in the jar, which {@link io.xfootprint.data.CsvTable} reads, and short
 * files of the system, which {@link io.xfootprint.data.SmallFile} reads.
 *
 * <p>Every row of a table names its source. Only home of the CSV library.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.data;

import org.jspecify.annotations.NullMarked;
