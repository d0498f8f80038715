// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.regression.Change;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.settings.LogFormat;
import io.xfootprint.settings.LogSettings;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line to the logger {@code io.xfootprint.totals} for each route that costs more or less
 * than in the version before. Figures that have not moved are told too, as far as they are known:
 *
 * <pre>{@code
 * regression route="GET /search" version=1.8.0 before=1.7.2 alloc_b=+31% cpu_ms=+4% energy_j=+7% confidence=0.999
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class VersionLog {

  private static final Logger log = LoggerFactory.getLogger(TotalsLog.LOGGER);

  private final LogSettings settings;

  /** Creates a log in the format of the settings. */
  public VersionLog(LogSettings settings) {
    this.settings = settings;
  }

  /** Writes the line of a change. */
  public void found(RouteChange change) {
    log.info(line(change, settings.format()));
  }

  static String line(RouteChange change, LogFormat format) {
    LogLine line =
        new LogLine(format, change.isRegression() ? "regression" : "improvement")
            .text("route", change.route())
            .word("version", change.version())
            .word("before", change.before());
    add(line, "alloc_b", change.bytes());
    add(line, "cpu_ms", change.cpu());
    if (Double.isFinite(change.energy())) {
      line.word("energy_j", percent(change.energy()));
    }
    return line.share("confidence", Math.floor(change.confidence() * 1000) / 1000).toString();
  }

  private static void add(LogLine line, String key, Change change) {
    if (Double.isFinite(change.relative())) {
      line.word(key, percent(change.relative()));
    }
  }

  private static String percent(double relative) {
    return String.format(Locale.ROOT, "%+.0f%%", relative * 100);
  }
}
