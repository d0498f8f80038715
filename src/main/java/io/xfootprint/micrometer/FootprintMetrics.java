// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.reading.ApplicationMonitor;
import io.xfootprint.reading.MetricsSource;
import io.xfootprint.reading.MonitorListener;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application's totals as meters of a Micrometer registry, from the start of the filter to its
 * stop:
 *
 * <pre>{@code
 * new FootprintMetrics(servletContext).bindTo(registry);
 * }</pre>
 *
 * <p>It may be called before the filter starts, for any number of registries. Requests do nothing
 * for the meters: a registry that reads them takes the books, once for all meters that it reads
 * together. Meters of a new route come within a second, or with the next reading if that is
 * earlier. Safe for use by many threads.
 */
public final class FootprintMetrics implements MeterBinder {

  /** How often new routes are looked for: registries that only list meters read none. */
  private static final Duration LOOKING_FOR_ROUTES = Duration.ofSeconds(1);

  private final Tags tags;
  private final List<MeterRegistry> registries = new ArrayList<>();
  private final List<RegistryMeters> bound = new ArrayList<>();

  /** Null before the filter starts and after it stops. */
  private @Nullable MetricsSource source;

  /**
   * Creates a binder.
   *
   * @param context of the application that the filter measures
   */
  public FootprintMetrics(ServletContext context) {
    this(context, Tags.empty());
  }

  /**
   * Creates a binder with tags for all of its meters.
   *
   * @param context of the application that the filter measures
   * @param tags such as the application's name, where several applications share a registry
   */
  public FootprintMetrics(ServletContext context, Iterable<Tag> tags) {
    this.tags = Tags.of(tags);
    ApplicationMonitor.listen(context, new Lifecycle());
  }

  /** Adds the meters to a registry, as soon as the filter has started. */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    registries.add(registry);
    if (source != null) {
      bound.add(RegistryMeters.register(registry, tags, source));
    }
  }

  synchronized void addNewRoutes() {
    bound.forEach(RegistryMeters::addNewRoutes);
  }

  /** Starts and ends the meters with the monitor. */
  private final class Lifecycle implements MonitorListener {

    @Override
    public void started(FootprintMonitor monitor) {
      synchronized (FootprintMetrics.this) {
        MetricsSource started = new MetricsSource(monitor, InstantSource.system());
        source = started;
        for (MeterRegistry registry : registries) {
          bound.add(RegistryMeters.register(registry, tags, started));
        }
      }
      monitor.every(LOOKING_FOR_ROUTES, FootprintMetrics.this::addNewRoutes);
    }

    /** A registry may outlive the application, and would keep its classes. */
    @Override
    public void stopped() {
      synchronized (FootprintMetrics.this) {
        source = null;
        bound.forEach(RegistryMeters::remove);
        bound.clear();
      }
    }
  }
}
