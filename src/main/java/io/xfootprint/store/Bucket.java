// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

/** By what the totals of an application are told apart. */
public enum Bucket {
  /** UTC hours. */
  HOUR,
  /** UTC days. */
  DAY,
  /** Months, in UTC. */
  MONTH,
  /** Years, in UTC. */
  YEAR
}
