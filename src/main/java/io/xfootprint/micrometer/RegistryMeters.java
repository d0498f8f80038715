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
import io.xfootprint.reading.Instrument;
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

  private final List<Meter> gauges = new ArrayList<>();
  private final List<CounterMeter> counters = new ArrayList<>();
  private final Set<CostSeries> series = new HashSet<>();

  /** How many meters have been numbered. */
  private int numbers;

  /** How many of them are routes with counters of their own. */
  private volatile int ownRoutes;

  private @Nullable Meter buildInfo;
  private String method = "";
  private volatile boolean isRemoved;

  private RegistryMeters(MeterRegistry registry, Tags tags, MetricsSource source) {
    this.registry = registry;
    this.tags = tags;
    this.source = source;
    scrapes = new Scrapes(source::read, this::addNew, System::nanoTime);
  }

  /** Adds the meters of an application to a registry. */
  static RegistryMeters register(MeterRegistry registry, Tags tags, MetricsSource source) {
    RegistryMeters meters = new RegistryMeters(registry, tags, source);
    if (registry.find(Instrument.BUILD_INFO.id()).tags(tags).meter() != null) {
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
    if (!isRemoved && source.routes() > ownRoutes) {
      addNew(source.read());
    }
  }

  private void addNew(MetricsReading reading) {
    // A registry may read what it is just given, on this thread.
    if (changing.isHeldByCurrentThread() || !changing.tryLock()) {
      return;
    }
    try {
      if (isRemoved) {
        return;
      }
      counters.forEach(counter -> counter.beginAgain(reading));
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
    int number = numbers++;
    Instrument instrument = gauge.instrument();
    gauges.add(
        Gauge.builder(instrument.id(), this, self -> gauge.of(self.scrapes.reading(number)))
            .baseUnit(unit(instrument))
            .description(instrument.description())
            .tags(tags)
            .register(registry));
  }

  /** Returns null for a number, as the library wants it. */
  private static @Nullable String unit(Instrument instrument) {
    return instrument.unit().isEmpty() ? null : instrument.unit();
  }

  private void add(CostSeries one) {
    for (CounterInstrument counter : CounterInstrument.values()) {
      if (counter.has(one.category())) {
        counters.add(new CounterMeter(counter, one, numbers++));
      }
    }
  }

  /**
   * A counter and what it has told. A registry that counts by steps takes differences, and with one
   * unknown figure both it and the next one would be lost.
   */
  private final class CounterMeter {

    private final CounterInstrument counter;
    private final CostSeries one;
    private final int number;
    private FunctionCounter meter;

    /** The last figure above 0; NaN if there was none. */
    private volatile double last = Double.NaN;

    private volatile boolean toldUnknown;

    private CounterMeter(CounterInstrument counter, CostSeries one, int number) {
      this.counter = counter;
      this.one = one;
      this.number = number;
      meter = register();
    }

    private FunctionCounter register() {
      Instrument instrument = counter.instrument();
      return FunctionCounter.builder(instrument.id(), this, CounterMeter::value)
          .baseUnit(unit(instrument))
          .description(instrument.description())
          .tags(counter.isSplit() ? tags.and(tags(one)) : tags)
          .register(registry);
    }

    private double value() {
      double value = scrapes.reading(number).of(counter, one);
      if (value > 0) {
        last = value;
      } else if (Double.isNaN(value)) {
        value = last;
        toldUnknown |= Double.isNaN(value);
      }
      return value;
    }

    /** Begins again from 0 with the first known figure. */
    private void beginAgain(MetricsReading reading) {
      if (toldUnknown && !Double.isNaN(reading.of(counter, one))) {
        registry.remove(meter);
        toldUnknown = false;
        meter = register();
      }
    }

    private void remove() {
      registry.remove(meter);
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
        Gauge.builder(Instrument.BUILD_INFO.id(), () -> 1)
            .description(Instrument.BUILD_INFO.description())
            .tags(tags)
            .tag("version", source.version())
            .tag("service.version", source.applicationVersion())
            .tag("method", method)
            .tag("location", source.location())
            .register(registry);
  }

  /** Removes all meters. */
  void remove() {
    changing.lock();
    try {
      isRemoved = true;
      gauges.forEach(registry::remove);
      gauges.clear();
      counters.forEach(CounterMeter::remove);
      counters.clear();
      if (buildInfo != null) {
        registry.remove(buildInfo);
        buildInfo = null;
      }
    } finally {
      changing.unlock();
    }
  }
}
