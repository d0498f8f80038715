// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.FootprintMonitor;

/** Gets to know when the monitor of an application starts and stops. */
public interface MonitorListener {

  /** Called once the application is measured. */
  void started(FootprintMonitor monitor);

  /** Called before the monitor closes, in each case after {@link #started}. */
  void stopped();
}
