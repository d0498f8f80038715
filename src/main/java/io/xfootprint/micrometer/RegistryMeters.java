// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.xfootprint.reading.CostSeries;
import io.xfootprint.reading.CounterInstrument;
import io.xfootprint.reading.GaugeInstrument;
import io.xfootprint.reading.MetricsReading;
import io.xfootprint.reading.MetricsSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of one application in one registry. Registries hold the object of a meter weakly, so
 * its owner keeps this.
 */
final class RegistryMeters {

  /** A constant 1, for the tags that other figures are joined with. */
  static final String BUILD_INFO = "footprint.build.info";

  private static final Logger log = LoggerFactory.getLogger(RegistryMeters.class);

  private final MeterRegistry registry;
  private final Tags tags;
  private final MetricsSource source;
  private final Scrapes scrapes;

  /**
   * Held while meters are added or removed. A reading that finds it taken does not wait: the
   * registry may be locked by the thread that reads.
   */
  private final ReentrantLock changing = new ReentrantLock();

  private final List<Meter> meters = new ArrayList<>();
  private final Set<CostSeries> series = new HashSet<>();

  /** How many of them are routes with counters of their own. */
  private volatile int ownRoutes;

  private @Nullable Meter buildInfo;
  private String method = "";
  private boolean isRemoved;

  private RegistryMeters(MeterRegistry registry, Tags tags, MetricsSource source) {
    this.registry = registry;
    this.tags = tags;
    this.source = source;
    scrapes = new Scrapes(source::read, this::addNew, System::nanoTime);
  }

  /** Adds the meters of an application to a registry. */
  static RegistryMeters register(MeterRegistry registry, Tags tags, MetricsSource source) {
    RegistryMeters meters = new RegistryMeters(registry, tags, source);
    if (registry.find(BUILD_INFO).tags(tags).meter() != null) {
      log.warn(
          "{} has meters of X-Footprint with the same tags already: give each application a tag of"
              + " its own",
          registry.getClass().getName());
      meters.isRemoved = true;
      return meters;
    }
    // A gauge first: registries that keep the order read it first, and get new routes with it.
    for (GaugeInstrument gauge : GaugeInstrument.values()) {
      meters.add(gauge);
    }
    meters.addNew(source.read());
    return meters;
  }

  /** Adds meters of routes that have come since. */
  void addNewRoutes() {
    if (source.routes() > ownRoutes) {
      addNew(source.read());
    }
  }

  private void addNew(MetricsReading reading) {
    if (!changing.tryLock()) {
      return;
    }
    try {
      if (isRemoved) {
        return;
      }
      for (CostSeries each : reading.series()) {
        if (series.add(each)) {
          add(each);
        }
      }
      ownRoutes = (int) series.stream().filter(CostSeries::isOwnRoute).count();
      if (!reading.method().equals(method)) {
        method = reading.method();
        addBuildInfo();
      }
    } finally {
      changing.unlock();
    }
  }

  private void add(GaugeInstrument gauge) {
    int number = meters.size();
    meters.add(
        Gauge.builder(gauge.id(), this, self -> gauge.of(self.scrapes.reading(number)))
            .baseUnit(gauge.unit().orElse(null))
            .description(gauge.description())
            .tags(tags)
            .register(registry));
  }

  private void add(CostSeries one) {
    for (CounterInstrument counter : CounterInstrument.values()) {
      if (counter.has(one.category())) {
        int number = meters.size();
        meters.add(
            FunctionCounter.builder(
                    counter.id(), this, self -> self.scrapes.reading(number).of(counter, one))
                .baseUnit(counter.unit().orElse(null))
                .description(counter.description())
                .tags(counter.isSplit() ? tags.and(tags(one)) : tags)
                .register(registry));
      }
    }
  }

  private static Tags tags(CostSeries one) {
    return Tags.of(
        CostSeries.LINE,
        one.line(),
        CostSeries.ROUTE,
        one.route(),
        CostSeries.METHOD,
        one.method());
  }

  private void addBuildInfo() {
    if (buildInfo != null) {
      registry.remove(buildInfo);
    }
    buildInfo =
        Gauge.builder(BUILD_INFO, () -> 1)
            .description("What the figures rest on; always 1")
            .tags(tags)
            .tag("version", source.version())
            .tag("method", method)
            .tag("location", source.location())
            .register(registry);
  }

  /** Removes all meters. */
  void remove() {
    changing.lock();
    try {
      isRemoved = true;
      meters.forEach(registry::remove);
      meters.clear();
      if (buildInfo != null) {
        registry.remove(buildInfo);
        buildInfo = null;
      }
    } finally {
      changing.unlock();
    }
  }
}
