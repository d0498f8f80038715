// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

/** How the lines of totals are written. */
public enum LogFormat {
  /** {@code key=value} pairs. */
  LOGFMT,
  /** One JSON object a line. */
  JSON
}
