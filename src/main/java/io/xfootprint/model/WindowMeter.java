// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.HostProbe;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.process.ProcessUse;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads process and machine once per window, says what it cost, and publishes the rates for the
 * next one.
 *
 * <p>Windows may have any length: that of a process that was stopped meanwhile, too. The calendar
 * tells nothing but which grid factor holds.
 *
 * <p>{@link #rates()} and {@link #reservation()} may be called by any thread at any time; {@link
 * #closeWindow()} by one thread at a time.
 */
public final class WindowMeter {

  /**
   * In less, load (steps of 10 ms for each CPU) and power (of about 1 ms) are too coarse to tell a
   * rate. OSHI tells the same load again for 300 ms, and a machine without load would be taken for
   * one that is half busy: its power would be charged twice where it is fully busy.
   */
  private static final double LEAST_SECONDS = 0.35;

  private static final double NANO = 1e9;

  private static final Logger log = LoggerFactory.getLogger(WindowMeter.class);

  private final ProcessMeter process;
  private final HostProbe probe;
  private final EnergyMeter meter;
  private final Electricity electricity;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final WindowCosting pricing;
  private final Held held;

  private ProcessUse useBefore;
  private long nanosBefore;
  private long metersReadNanos;
  private boolean silenceReported;
  private volatile Rates rates;

  /**
   * Starts the first window.
   *
   * @param clock the calendar
   * @param nanoTime a clock in ns that never goes back, such as {@link System#nanoTime}
   */
  public WindowMeter(
      ProcessMeter process,
      HostProbe probe,
      EnergyMeter meter,
      MachineProfile model,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.process = process;
    this.probe = probe;
    this.meter = meter;
    this.clock = clock;
    this.nanoTime = nanoTime;
    electricity = model.electricity();
    pricing = new WindowCosting(model, meter);
    held = new Held(probe, model);
    useBefore = process.read();
    nanosBefore = nanoTime.getAsLong();
    // Both tell what has happened since they were asked before.
    probe.busyShare();
    meter.joulesSinceLast(LEAST_SECONDS);
    metersReadNanos = nanosBefore;
    rates = currentRates();
  }

  /** Returns the rates of the window that is open. */
  public Rates rates() {
    return rates;
  }

  /** Returns what is held of the machine in the window that is open. */
  public HeldResources reservation() {
    return held.reservation();
  }

  /** Returns how energy is found to begin with. */
  public EnergyMethod method() {
    return pricing.method();
  }

  /** Ends the window, says what it cost and starts the next. */
  public WindowCost closeWindow() {
    Window window = read();
    WindowCost cost = pricing.cost(window, held.reservation(), rates.gramsPerJoule());
    held.renew();
    rates = currentRates();
    if (window.metersRead() && !pricing.isMeasured() && meter.isAvailable()) {
      reportSilentMeter();
    }
    return cost;
  }

  /** Says once that the meter fails, whatever it does later. */
  private void reportSilentMeter() {
    if (!silenceReported) {
      silenceReported = true;
      log.warn("{} tells nothing; until it does, power is estimated", meter.description());
    }
  }

  private Window read() {
    ProcessUse use = process.read();
    long nanos = nanoTime.getAsLong();
    double seconds = Math.max(0, nanos - nanosBefore) / NANO;
    double secondsOfMeters = (nanos - metersReadNanos) / NANO;
    boolean metersRead = secondsOfMeters >= LEAST_SECONDS;
    Window window =
        new Window(
            seconds,
            use.since(useBefore),
            metersRead,
            metersRead ? probe.busyShare() : Double.NaN,
            metersRead ? meter.joulesSinceLast(secondsOfMeters) / secondsOfMeters : Double.NaN,
            probe.residentBytes());
    if (metersRead) {
      metersReadNanos = nanos;
    }
    useBefore = use;
    nanosBefore = nanos;
    return window;
  }

  private Rates currentRates() {
    return pricing.rates(electricity.gramsPerJoule(clock.instant()));
  }
}
