// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.host.HostProbe;
import io.xfootprint.log.TotalsLog;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.store.TotalsStore;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one monitor of a servlet context, for any number of filters: started with the first, closed
 * with the last.
 */
final class SharedMonitor {

  private static final Logger log = LoggerFactory.getLogger(SharedMonitor.class);
  private static final String ATTRIBUTE = SharedMonitor.class.getName();

  private final FootprintMonitor monitor;
  private final Optional<TotalsStore> store;
  private final Map<String, String> initParameters;
  private final boolean propagates = ContextPropagation.start();
  private int filters;

  private SharedMonitor(
      FootprintMonitor monitor, Optional<TotalsStore> store, Map<String, String> initParameters) {
    this.monitor = monitor;
    this.store = store;
    this.initParameters = initParameters;
  }

  static FootprintMonitor acquire(
      FilterConfig config, FootprintSettings settings, HostProbe probe) {
    ServletContext context = config.getServletContext();
    // All that can differ among the filters of one context.
    Map<String, String> initParameters = ContainerSettings.initParameters(config);
    synchronized (context) {
      SharedMonitor shared = (SharedMonitor) context.getAttribute(ATTRIBUTE);
      if (shared == null) {
        shared = start(settings, probe, initParameters);
        context.setAttribute(ATTRIBUTE, shared);
        context.setAttribute(FootprintMonitor.ATTRIBUTE, shared.monitor);
        shared.store.ifPresent(kept -> context.setAttribute(TotalsStore.ATTRIBUTE, kept));
      } else if (!shared.initParameters.equals(initParameters)) {
        log.warn(
            "A second footprint filter of '{}' shares the totals of the first; where its settings"
                + " of totals, power, grid and log differ, those of the first hold",
            settings.app());
      }
      shared.filters++;
      return shared.monitor;
    }
  }

  private static SharedMonitor start(
      FootprintSettings settings, HostProbe probe, Map<String, String> initParameters) {
    // First the part that may fail and stop the start.
    Optional<TotalsStore> store =
        settings.store().map(where -> TotalsStore.of(where, settings.app()));
    FootprintMonitor monitor;
    try {
      monitor = FootprintMonitor.start(settings, probe);
    } catch (RuntimeException e) {
      store.ifPresent(TotalsStore::discard);
      throw e;
    }
    store.ifPresent(kept -> kept.start(monitor));
    if (!settings.logInterval().isZero()) {
      monitor.every(settings.logInterval(), new TotalsLog(settings.app(), settings.logFormat()));
    }
    return new SharedMonitor(monitor, store, initParameters);
  }

  static void release(ServletContext context) {
    synchronized (context) {
      SharedMonitor shared = (SharedMonitor) context.getAttribute(ATTRIBUTE);
      if (shared != null && --shared.filters == 0) {
        context.removeAttribute(ATTRIBUTE);
        context.removeAttribute(FootprintMonitor.ATTRIBUTE);
        context.removeAttribute(TotalsStore.ATTRIBUTE);
        if (shared.propagates) {
          ContextPropagation.stop();
        }
        shared.monitor.close();
        shared.store.ifPresent(kept -> kept.close(shared.monitor.ledger().snapshot()));
      }
    }
  }
}
