// SPDX-License-Identifier: Apache-2.0
/** Applications that keep their totals in a database. */
package io.xfootprint.functional.store;
