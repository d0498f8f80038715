// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.host.HostProbe;
import io.xfootprint.host.Load;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.units.Scale;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meter of process and machine, which is read once per window. It computes the cost of the
 * window that ended, and publishes the rates for the next one.
 *
 * <p>Windows may have any length, also that of a process that was suspended. The calendar only
 * decides which grid factor applies.
 *
 * <p>Any thread may call {@link #rates()} and {@link #held()} at any time. One thread at a time may
 * call {@link #closeWindow()}.
 */
public final class WindowMeter {

  /**
   * The shortest time over which load and power give a rate. Load counts in steps of 10 ms for each
   * CPU, power in steps of about 1 ms. OSHI also repeats the same load for 300 ms; without a new
   * load the machine counts as half busy, and a fully busy one would be charged twice its power.
   */
  private static final double LEAST_SECONDS = 0.35;

  private static final Logger log = LoggerFactory.getLogger(WindowMeter.class);

  private final ProcessMeter process;
  private final HostProbe probe;
  private final EnergyMeter meter;
  private final Electricity electricity;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final WindowCosting costing;
  private final HeldTracker tracker;

  // The readings at which the open window began. The meters may have been read earlier, as they are
  // left alone in a very short window.
  private ProcessUse useBefore;
  private long nanosBefore;
  private long metersReadNanos;
  private boolean silenceReported;

  /** That of the open window. */
  private volatile SourcedIntensity grid;

  private volatile Rates rates;

  /** NaN before the first window that counts has ended. One thread at a time writes it. */
  private volatile double peakCpus = Double.NaN;

  /**
   * Creates a meter and starts its first window.
   *
   * @param clock the calendar
   * @param nanoTime a clock in ns that never goes back, such as {@link System#nanoTime}
   */
  public WindowMeter(
      ProcessMeter process,
      HostProbe probe,
      EnergyMeter meter,
      MachineProfile profile,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.process = process;
    this.probe = probe;
    this.meter = meter;
    this.clock = clock;
    this.nanoTime = nanoTime;
    electricity = profile.electricity();
    costing = new WindowCosting(profile, meter);
    tracker = new HeldTracker(probe, profile);
    useBefore = process.read();
    nanosBefore = nanoTime.getAsLong();
    // Both count from one call to the next, so this starts their first stretch.
    var unused = probe.load();
    meter.joulesSinceLast(LEAST_SECONDS);
    metersReadNanos = nanosBefore;
    grid = electricity.grid().at(clock.instant());
    rates = costing.rates(grid);
  }

  /** Returns the rates of the open window. */
  public Rates rates() {
    return rates;
  }

  /** Returns what is held of the machine in the open window. */
  public HeldResources held() {
    return tracker.held();
  }

  /**
   * Returns the most CPUs that the process has used, as the mean over a window; NaN if not known
   * yet. A very short window does not count: steps of the process's clock, of 10 ms, would look
   * like CPUs.
   */
  public double peakCpus() {
    return peakCpus;
  }

  /** Returns the way in which energy is found at the start. */
  public EnergyMethod method() {
    return costing.method(grid);
  }

  /** Ends the window, starts the next one and returns the cost of the one that ended. */
  public WindowCost closeWindow() {
    Window window = read();
    // The emissions of a window are those of its beginning, and so are the resources held in it.
    WindowCost cost = costing.cost(window, tracker.held(), grid);
    tracker.renew();
    remember(window);
    grid = electricity.grid().at(clock.instant());
    rates = costing.rates(grid);
    if (window.metersRead() && !costing.isMeasured() && meter.isAvailable()) {
      reportSilentMeter();
    }
    return cost;
  }

  /** Remembers the most CPUs used; what is not known changes nothing. */
  private void remember(Window window) {
    double used = window.usedCpus();
    if (window.seconds() >= LEAST_SECONDS && !(used <= peakCpus) && !Double.isNaN(used)) {
      peakCpus = used;
    }
  }

  /** Logs once that the meter fails, however often it does so later. */
  private void reportSilentMeter() {
    if (!silenceReported) {
      silenceReported = true;
      log.warn("{} gives no reading; until it does, power is estimated", meter.description());
    }
  }

  private Window read() {
    ProcessUse use = process.read();
    long nanos = nanoTime.getAsLong();
    double seconds = Math.max(0, nanos - nanosBefore) / Scale.NANO;
    double secondsOfMeters = (nanos - metersReadNanos) / Scale.NANO;
    boolean metersRead = secondsOfMeters >= LEAST_SECONDS;
    Window window =
        new Window(
            seconds,
            use.since(useBefore),
            metersRead,
            metersRead ? probe.load() : Load.UNKNOWN,
            metersRead ? meter.joulesSinceLast(secondsOfMeters) / secondsOfMeters : Double.NaN,
            probe.residentBytes());
    if (metersRead) {
      metersReadNanos = nanos;
    }
    useBefore = use;
    nanosBefore = nanos;
    return window;
  }
}
