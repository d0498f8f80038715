// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

/** To whom the report is shown, where the application maps it. */
public enum ReportAccess {
  /** To nobody; the answer says how to open it. */
  CLOSED,
  /** To requests that come straight from the same machine, under its own name. */
  LOOPBACK,
  /** To users whom the container knows in a role. */
  ROLE,
  /** To everyone. */
  OPEN
}
