// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.xfootprint.reading.CostSeries;
import io.xfootprint.reading.CounterInstrument;
import io.xfootprint.reading.GaugeInstrument;
import io.xfootprint.reading.Instrument;
import io.xfootprint.reading.MetricsReading;
import io.xfootprint.reading.MetricsSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The instruments of one application in one meter, which one callback fills from one reading: so
 * all of them agree. A figure that is not known is not told. Safe for use by many threads.
 */
final class MeterInstruments {

  private static final AttributeKey<String> LINE = AttributeKey.stringKey(CostSeries.LINE);
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey(CostSeries.ROUTE);
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey(CostSeries.METHOD);

  private final MetricsSource source;
  private final Map<CounterInstrument, ObservableDoubleMeasurement> counters =
      new EnumMap<>(CounterInstrument.class);
  private final Map<GaugeInstrument, ObservableDoubleMeasurement> gauges =
      new EnumMap<>(GaugeInstrument.class);

  private final ObservableLongMeasurement buildInfo;

  private final BatchCallback callback;

  private MeterInstruments(Meter meter, MetricsSource source) {
    this.source = source;
    List<ObservableMeasurement> all = new ArrayList<>();
    for (CounterInstrument each : CounterInstrument.values()) {
      Instrument instrument = each.instrument();
      ObservableDoubleMeasurement counter =
          meter
              .counterBuilder(instrument.id())
              .ofDoubles()
              .setUnit(instrument.ucum())
              .setDescription(instrument.description())
              .buildObserver();
      counters.put(each, counter);
      all.add(counter);
    }
    for (GaugeInstrument each : GaugeInstrument.values()) {
      Instrument instrument = each.instrument();
      ObservableDoubleMeasurement gauge =
          meter
              .gaugeBuilder(instrument.id())
              .setUnit(instrument.ucum())
              .setDescription(instrument.description())
              .buildObserver();
      gauges.put(each, gauge);
      all.add(gauge);
    }
    buildInfo =
        meter
            .gaugeBuilder(Instrument.BUILD_INFO.id())
            .ofLongs()
            .setDescription(Instrument.BUILD_INFO.description())
            .buildObserver();
    callback =
        meter.batchCallback(this::tell, buildInfo, all.toArray(ObservableMeasurement[]::new));
  }

  /** Adds the instruments of an application to the meter of this library. */
  static MeterInstruments register(OpenTelemetry openTelemetry, MetricsSource source) {
    return new MeterInstruments(
        openTelemetry
            .meterBuilder("io.xfootprint")
            .setInstrumentationVersion(source.version())
            .build(),
        source);
  }

  private void tell() {
    MetricsReading reading = source.read();
    gauges.forEach((each, gauge) -> tell(gauge, each.of(reading), Attributes.empty()));
    for (CostSeries series : reading.series()) {
      Attributes attributes =
          Attributes.of(LINE, series.line(), ROUTE, series.route(), METHOD, series.method());
      counters.forEach(
          (each, counter) -> {
            if (each.has(series.category())) {
              tell(
                  counter,
                  reading.of(each, series),
                  each.isSplit() ? attributes : Attributes.empty());
            }
          });
    }
    buildInfo.record(
        1,
        Attributes.builder()
            .put("version", source.version())
            .put("service.version", source.applicationVersion())
            .put("method", reading.method())
            .put("location", source.location())
            .build());
  }

  /** Tells nothing in place of what is not known. */
  private static void tell(
      ObservableDoubleMeasurement instrument, double value, Attributes attributes) {
    if (!Double.isNaN(value)) {
      instrument.record(value, attributes);
    }
  }

  void close() {
    callback.close();
  }
}
