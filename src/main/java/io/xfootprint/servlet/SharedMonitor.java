// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.host.HostProbe;
import io.xfootprint.jmx.TotalsRegistration;
import io.xfootprint.live.LiveGrid;
import io.xfootprint.live.SharedReadings;
import io.xfootprint.log.TotalsLog;
import io.xfootprint.reading.ApplicationMonitor;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one monitor of a servlet context, for any number of filters: started with the first, closed
 * with the last. The store of totals, their log and their MBean begin and end with it.
 *
 * <p>Two filters with a monitor each would count the process's idle power twice. Filters of one
 * context may start on several threads, so the context is the lock.
 */
final class SharedMonitor {

  private static final Logger log = LoggerFactory.getLogger(SharedMonitor.class);

  /** Name of the attribute of the servlet context under which this is kept. */
  private static final String ATTRIBUTE = SharedMonitor.class.getName();

  /** Name of the filter whose settings hold, for a warning. */
  private final String firstFilter;

  private final FootprintMonitor monitor;
  private final Optional<TotalsStore> store;

  /** Init-params of the first filter. */
  private final Map<String, String> initParameters;

  private Optional<LiveGrid> grid = Optional.empty();

  /** Null unless it is asked for, so that its classes are not loaded then. */
  private @Nullable TotalsRegistration bean;

  /** Whether Micrometer's context propagation takes requests along, so that it must be undone. */
  private boolean propagates;

  /** Number of filters that use the monitor. */
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

  /**
   * Returns the monitor for one more filter. It is started if this is the first one.
   *
   * @throws SettingsException if totals can never be stored where the settings say
   */
  static FootprintMonitor acquire(
      FilterConfig config, FootprintSettings settings, HostProbe probe) {
    ServletContext context = config.getServletContext();
    // Filters of one context can differ in these alone; its other settings hold for all of them.
    Map<String, String> initParameters = ContainerSettings.initParameters(config);
    synchronized (context) {
      SharedMonitor shared = (SharedMonitor) context.getAttribute(ATTRIBUTE);
      if (shared == null) {
        shared = start(config.getFilterName(), settings, probe, initParameters);
        context.setAttribute(ATTRIBUTE, shared);
        shared.store.ifPresent(kept -> context.setAttribute(StoredTotals.ATTRIBUTE, kept));
        ApplicationMonitor.start(context, shared.monitor);
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

  /** Returns the names of the init-params that differ; no values, as one may be a secret. */
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
    // First what only checks its settings. The monitor starts a thread, which would have to be
    // stopped again.
    Optional<TotalsStore> store =
        settings
            .store()
            .map(where -> TotalsStore.of(where, settings.app(), settings.version().value()));
    FootprintMonitor monitor;
    try {
      monitor = FootprintMonitor.start(settings, probe);
    } catch (RuntimeException | Error e) {
      store.ifPresent(TotalsStore::discard);
      throw e;
    }
    SharedMonitor shared = new SharedMonitor(filter, monitor, store, initParameters);
    try {
      shared.startParts(settings);
      return shared;
    } catch (RuntimeException | Error e) {
      // Such as an address that can never work, or a thread that there is no memory for.
      shared.close();
      throw e;
    }
  }

  private void startParts(FootprintSettings settings) {
    // It waits for a first connection for a short time: an address that can never work stops the
    // start of the application.
    store.ifPresent(kept -> kept.start(monitor));
    if (!settings.log().interval().isZero()) {
      monitor.every(settings.log().interval(), new TotalsLog(settings.app(), settings.log()));
    }
    grid =
        settings
            .grid()
            .flatMap(
                asked ->
                    monitor
                        .liveIntensity()
                        .map(taking -> LiveGrid.start(asked, taking, shared(store))));
    if (settings.report().jmx()) {
      bean = TotalsRegistration.of(monitor);
    }
    propagates = ContextPropagation.start();
  }

  /** Instances share by their store; without one, applications share in this JVM. */
  private static SharedReadings shared(Optional<TotalsStore> store) {
    return store.map(TotalsStore::sharedReadings).orElseGet(SharedReadings::ofJvm);
  }

  /** Ends the use of the monitor by one filter. It is closed if this was the last one. */
  static void release(ServletContext context) {
    synchronized (context) {
      SharedMonitor shared = (SharedMonitor) context.getAttribute(ATTRIBUTE);
      if (shared != null && --shared.filters == 0) {
        context.removeAttribute(ATTRIBUTE);
        ApplicationMonitor.stop(context);
        context.removeAttribute(StoredTotals.ATTRIBUTE);
        shared.close();
      }
    }
  }

  /**
   * Ends everything, whatever one part of it throws: what stays keeps the application's classes.
   */
  private void close() {
    if (propagates) {
      guard(ContextPropagation::stop);
    }
    TotalsRegistration registered = bean;
    if (registered != null) {
      guard(registered::close);
    }
    grid.ifPresent(each -> guard(each::close));
    // The monitor first: it closes the last window, and the store writes what is in it.
    guard(monitor::close);
    store.ifPresent(kept -> guard(() -> kept.close(monitor.ledger().snapshot())));
  }

  private static void guard(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      log.warn("A part of X-Footprint did not stop", e);
    }
  }
}
