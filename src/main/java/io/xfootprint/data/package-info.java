// SPDX-License-Identifier: Apache-2.0
/**
 * The coefficient tables that ship in the jar; {@link io.xfootprint.data.CsvTable} reads them.
 *
 * <p>Every row names its source. Only home of the CSV library.
 */
@NullMarked
package io.xfootprint.data;

import org.jspecify.annotations.NullMarked;
