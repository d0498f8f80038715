// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

/** How an intensity compares with those of the last 24 hours. */
public enum GridLevel {
  /** Among the lowest third. */
  LOW,

  /** In the middle third, or as high as all others. */
  MODERATE,

  /** Among the highest third. */
  HIGH
}
