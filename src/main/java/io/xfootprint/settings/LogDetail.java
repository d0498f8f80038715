// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

/** How much the lines of totals say. */
public enum LogDetail {
  /** What fits in a terminal: requests, CPU time, and energy and emissions of both scopes. */
  SHORT,
  /** Ranges, garbage collection and the rest too. */
  FULL
}
