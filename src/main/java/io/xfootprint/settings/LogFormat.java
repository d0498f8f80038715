// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

/** How the lines of totals are written. */
public enum LogFormat {
  /** Pairs such as {@code energy_j=0.950}, separated by blanks. */
  LOGFMT,
  /** One JSON object a line. */
  JSON
}
