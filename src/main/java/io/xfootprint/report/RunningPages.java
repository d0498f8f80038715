// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.store.StoredTotals;
import io.xfootprint.store.TotalsStore;
import jakarta.servlet.ServletContext;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the monitor that runs in a servlet context; another one runs when the filter is
 * restarted. Safe for use by many threads.
 */
final class RunningPages {

  private final ServletContext context;
  private final Templates templates;
  private volatile @Nullable ReportPages pages;

  RunningPages(ServletContext context, Templates templates) {
    this.context = context;
    this.templates = templates;
  }

  /** Returns the pages; empty while no filter runs. */
  Optional<ReportPages> find() {
    Object found = context.getAttribute(FootprintMonitor.ATTRIBUTE);
    if (!(found instanceof FootprintMonitor monitor)) {
      return Optional.empty();
    }
    ReportPages made = pages;
    if (made == null || !made.isOf(monitor)) {
      Object store = context.getAttribute(StoredTotals.ATTRIBUTE);
      made =
          new ReportPages(
              monitor,
              store instanceof TotalsStore kept ? Optional.of(kept) : Optional.empty(),
              templates,
              InstantSource.system(),
              System::nanoTime);
      pages = made;
    }
    return Optional.of(made);
  }
}
