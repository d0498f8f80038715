// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.host.HostProbe;
import io.xfootprint.log.TotalsLog;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingsException;
import io.xfootprint.store.StoredTotals;
import io.xfootprint.store.TotalsStore;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one monitor of a servlet context, for any number of filters: started with the first, closed
 * with the last.
 */
final class SharedMonitor {

  private static final Logger log = LoggerFactory.getLogger(SharedMonitor.class);
  private static final String ATTRIBUTE = SharedMonitor.class.getName();

  private final String firstFilter;
  private final FootprintMonitor monitor;
  private final Optional<TotalsStore> store;
  private final Map<String, String> initParameters;
  private final boolean propagates = ContextPropagation.start();
  private int filters;

  private SharedMonitor(
      String firstFilter,
      FootprintMonitor monitor,
      Optional<TotalsStore> store,
      Map<String, String> initParameters) {
    this.firstFilter = firstFilter;
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
        shared = start(config.getFilterName(), settings, probe, initParameters);
        context.setAttribute(ATTRIBUTE, shared);
        context.setAttribute(FootprintMonitor.ATTRIBUTE, shared.monitor);
        shared.store.ifPresent(kept -> context.setAttribute(StoredTotals.ATTRIBUTE, kept));
      } else if (!shared.initParameters.equals(initParameters)) {
        log.warn(
            "Filter '{}' shares the totals of filter '{}', but these settings differ: {}. Where"
                + " they concern totals, power, grid or log, those of the first hold",
            config.getFilterName(),
            shared.firstFilter,
            String.join(", ", shared.differing(initParameters)));
      }
      shared.filters++;
      return shared.monitor;
    }
  }

  /** Returns names alone, as a value may be a secret. */
  private Set<String> differing(Map<String, String> others) {
    Set<String> names = new TreeSet<>(initParameters.keySet());
    names.addAll(others.keySet());
    names.removeIf(name -> Objects.equals(initParameters.get(name), others.get(name)));
    return names;
  }

  private static SharedMonitor start(
      String filter,
      FootprintSettings settings,
      HostProbe probe,
      Map<String, String> initParameters) {
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
    try {
      store.ifPresent(kept -> kept.start(monitor));
    } catch (SettingsException e) {
      monitor.close();
      throw e;
    }
    if (!settings.log().interval().isZero()) {
      monitor.every(
          settings.log().interval(), new TotalsLog(settings.app(), settings.log().format()));
    }
    return new SharedMonitor(filter, monitor, store, initParameters);
  }

  static void release(ServletContext context) {
    synchronized (context) {
      SharedMonitor shared = (SharedMonitor) context.getAttribute(ATTRIBUTE);
      if (shared != null && --shared.filters == 0) {
        context.removeAttribute(ATTRIBUTE);
        context.removeAttribute(FootprintMonitor.ATTRIBUTE);
        context.removeAttribute(StoredTotals.ATTRIBUTE);
        if (shared.propagates) {
          ContextPropagation.stop();
        }
        shared.monitor.close();
        shared.store.ifPresent(kept -> kept.close(shared.monitor.ledger().snapshot()));
      }
    }
  }
}
