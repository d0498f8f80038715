// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.settings.LogDetail;
import io.xfootprint.settings.LogFormat;
import io.xfootprint.settings.LogSettings;
import io.xfootprint.settings.LogTenants;
import java.time.Duration;

/** How tests have totals written. */
public final class TestLog {

  public static final LogSettings SHORT = settings(LogFormat.LOGFMT, LogDetail.SHORT);
  public static final LogSettings DETAILED = settings(LogFormat.LOGFMT, LogDetail.FULL);
  public static final LogSettings JSON = settings(LogFormat.JSON, LogDetail.SHORT);

  private TestLog() {}

  /** Returns settings of a log that writes when a test says so. */
  public static LogSettings settings(LogFormat format, LogDetail detail) {
    return new LogSettings(Duration.ZERO, format, detail, LogTenants.HASHED);
  }
}
