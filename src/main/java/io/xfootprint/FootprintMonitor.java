// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.host.Host;
import io.xfootprint.host.HostProbe;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.meter.ClockStep;
import io.xfootprint.meter.DaemonThreads;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.model.Rates;
import io.xfootprint.model.WindowMeter;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.settings.FootprintSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the requests of one application and keeps its books.
 *
 * <p>One daemon thread closes a window at a time and calls the sinks; requests never wait for it.
 * Safe for use by many threads.
 */
public final class FootprintMonitor implements AutoCloseable {

  /** Name of the attribute of the servlet context under which the application's monitor stands. */
  public static final String ATTRIBUTE = "io.xfootprint.FootprintMonitor";

  private static final long STOP_SECONDS = 5;

  private static final Logger log = LoggerFactory.getLogger(FootprintMonitor.class);

  private final Provenance setup;
  private final LongSupplier nanoTime;
  private final long startNanoTime;
  private final ThreadMeter meter;
  private final ClockStep clockStep;
  private final WindowMeter sampler;
  private final Ledger ledger;
  private final AtomicBoolean unknownCpuReported = new AtomicBoolean();
  private final List<LedgerSink> sinks = new CopyOnWriteArrayList<>();
  private final ThreadFactory threads = new DaemonThreads("x-footprint");
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(this::newTimerThread);

  private volatile @Nullable Thread timerThread;

  FootprintMonitor(
      FootprintSettings settings,
      HostProbe probe,
      ThreadMeter meter,
      ProcessMeter process,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    startNanoTime = nanoTime.getAsLong();
    Host host = probe.host();
    MachineProfile model = settings.power().profile(host, settings.place());
    this.meter = meter;
    clockStep = new ClockStep(meter::cpuNanos, System::nanoTime);
    EnergyMeter energy = settings.power().energyMeter(host);
    sampler = new WindowMeter(process, probe, energy, model, clock, nanoTime);
    ledger = new Ledger(settings.routes().max(), nanoTime);
    setup =
        new Provenance(
            clock.instant(),
            settings,
            host,
            model,
            energy.description(),
            energy.isAvailable(),
            process.gcSource());
    log.info(
        new StartupMessage(settings, model)
            .text(sampler.rates(), sampler.method(), energy, process.gcSource()));
    settings.warnings().forEach(log::warn);
    if (meter.cpuNanos() < 0) {
      reportUnknownCpu();
    }
    process.gap().ifPresent(log::warn);
    measureClockStep();
    every(
        settings.window(),
        () -> {
          measureClockStep();
          closeWindow();
        });
  }

  /** Off the requests' threads, as it may take 20 ms. */
  private void measureClockStep() {
    if (clockStep.coarseNanos() > 0) {
      return;
    }
    clockStep.measure();
    if (clockStep.coarseNanos() > 0) {
      log.info(
          "The CPU time of threads goes in steps of {} ms here: what a request is told is"
              + " estimated",
          clockStep.coarseNanos() / 1e6);
    }
  }

  /** Returns the step of the threads' CPU time in ns, where it is coarser than 1 ms; else 0. */
  long clockStepNanos() {
    return clockStep.coarseNanos();
  }

  /** Starts a monitor of this JVM. */
  public static FootprintMonitor start(FootprintSettings settings, HostProbe probe) {
    return start(settings, probe, ThreadMeter.ofJvm());
  }

  /** Starts a monitor that reads its requests' use from this meter. */
  public static FootprintMonitor start(
      FootprintSettings settings, HostProbe probe, ThreadMeter meter) {
    return new FootprintMonitor(
        settings, probe, meter, ProcessMeter.ofJvm(), InstantSource.system(), System::nanoTime);
  }

  private Thread newTimerThread(Runnable work) {
    Thread thread = threads.newThread(work);
    timerThread = thread;
    return thread;
  }

  /** Starts the account of a request. */
  public RequestAccount begin() {
    return new RequestAccount(this, meter);
  }

  /** Returns the books. */
  public Ledger ledger() {
    return ledger;
  }

  /** Returns by what the figures are found, and what is held of the machine by now. */
  public Provenance setup() {
    return setup.with(sampler.held());
  }

  /**
   * Returns when measuring began; empty if the clock was not set then, and is not yet.
   *
   * @param now what the clock says
   */
  public Optional<Instant> started(Instant now) {
    Instant said = setup.started();
    Instant started =
        said.isBefore(Provenance.EARLIEST)
            ? now.minusNanos(nanoTime.getAsLong() - startNanoTime)
            : said;
    return started.isBefore(Provenance.EARLIEST) ? Optional.empty() : Optional.of(started);
  }

  /** Returns what use costs at the moment. */
  public Rates rates() {
    return sampler.rates();
  }

  /** Says once that CPU time is not known, whatever the number of requests. */
  void reportUnknownCpu() {
    if (unknownCpuReported.compareAndSet(false, true)) {
      log.warn(
          "The JVM does not tell the CPU time of its threads (virtual threads, not supported or"
              + " switched off); CPU time, energy and emissions of such requests are left out");
    }
  }

  /**
   * Hands a snapshot with closed books to a sink, again and again, and once more when the monitor
   * is closed.
   */
  public void every(Duration period, LedgerSink sink) {
    sinks.add(sink);
    every(period, () -> sink.accept(closedBooks()));
  }

  /** Closes the window and returns the books. */
  public synchronized LedgerSnapshot closedBooks() {
    closeWindow();
    return ledger.snapshot();
  }

  private void every(Duration period, Runnable work) {
    AtomicBoolean failing = new AtomicBoolean();
    var unused =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
                if (failing.getAndSet(false)) {
                  log.info("Totals are renewed again every {} s", seconds(period));
                }
              } catch (Throwable e) {
                // It would end the schedule; also memory that is short may be there again later.
                tellOnce(failing, period, e);
              }
            },
            period.toNanos(),
            period.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private static void tellOnce(AtomicBoolean failing, Duration period, Throwable failure) {
    try {
      if (!failing.get()) {
        log.warn("Totals could not be renewed; the next try is in {} s", seconds(period), failure);
        failing.set(true);
      }
    } catch (Throwable e) {
      // There is no memory for a line of the log either.
    }
  }

  private static String seconds(Duration period) {
    return BigDecimal.valueOf(period.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  private synchronized void closeWindow() {
    ledger.closeWindow(sampler.closeWindow());
  }

  /**
   * Stops the thread, closes the books and hands the last snapshot to the sinks. A second call does
   * nothing.
   */
  @Override
  public void close() {
    if (timer.isShutdown()) {
      return;
    }
    timer.shutdown();
    try {
      if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
      // It ends a moment later than its executor says, and Tomcat calls that a leak.
      Thread thread = timerThread;
      if (thread != null) {
        thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    meter.close();
    try {
      closeWindow();
    } catch (Throwable e) {
      log.warn("The last window could not be closed", e);
    }
    LedgerSnapshot books = ledger.snapshot();
    for (LedgerSink sink : sinks) {
      try {
        sink.acceptLast(books);
      } catch (Throwable e) {
        log.warn("The last totals could not be handed to one of their readers", e);
      }
    }
  }
}
