// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.grid.CurrentGrid;
import io.xfootprint.grid.CurrentIntensity;
import io.xfootprint.grid.GridIntensity;
import io.xfootprint.grid.LiveIntensity;
import io.xfootprint.host.Host;
import io.xfootprint.host.HostProbe;
import io.xfootprint.ledger.DearestRequests;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Tenants;
import io.xfootprint.meter.ClockStep;
import io.xfootprint.meter.DaemonThreads;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.model.Rates;
import io.xfootprint.model.WindowMeter;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.upstream.UpstreamAnswers;
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
 * The centre of one application: it gives each request an account, keeps the totals, and renews the
 * rates at which use becomes cost.
 *
 * <pre>{@code
 * each request    begin() -> RequestAccount, which adds to ledger() at rates()
 * every window    the window closes: what the process used -> totals, new rates   (10 s)
 * every interval  closedBooks() -> each LedgerSink: the log, the store
 * }</pre>
 *
 * <p>One daemon thread closes the windows and calls the sinks; requests never wait for it. The
 * filter starts a monitor and puts it into the servlet context, where the report finds it. Safe for
 * use by many threads.
 */
public final class FootprintMonitor implements CurrentGrid, AutoCloseable {

  /** Name of the attribute of the servlet context that holds the application's monitor. */
  public static final String ATTRIBUTE = CurrentGrid.ATTRIBUTE;

  /** Longest time to wait for the thread at the stop: a sink may hang, a stop must not. */
  private static final long STOP_SECONDS = 5;

  private static final Logger log = LoggerFactory.getLogger(FootprintMonitor.class);

  private final Provenance setup;

  /** A clock in ns that never goes back. */
  private final LongSupplier nanoTime;

  private final long startNanoTime;
  private final InstantSource clock;
  private final Optional<LiveIntensity> liveIntensity;
  private final ThreadMeter meter;
  private final ClockStep clockStep;
  private final WindowMeter windowMeter;
  private final Ledger ledger;
  private final UpstreamAnswers upstream;
  private final AtomicBoolean unknownCpuReported = new AtomicBoolean();
  private final List<LedgerSink> sinks = new CopyOnWriteArrayList<>();
  private final ThreadFactory threads = new DaemonThreads("x-footprint");
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(this::newTimerThread);

  /** Null before the timer has run for the first time. */
  private volatile @Nullable Thread timerThread;

  /**
   * Starts a monitor.
   *
   * @param meter reads what the thread of a request uses
   * @param process reads what the whole process uses
   * @param clock for the time of day, which may be set back
   * @param nanoTime a clock in ns that never goes back, for lengths of time
   */
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
    this.meter = meter;
    clockStep = new ClockStep(meter::cpuNanos, System::nanoTime);
    EnergyMeter energy = settings.power().energyMeter(host);
    this.clock = clock;
    liveIntensity =
        settings.grid().map(grid -> new LiveIntensity(settings.place().annual(), grid.source()));
    setup =
        Provenance.of(clock.instant(), settings, grid(settings), host, energy, process.gcSource());
    windowMeter = new WindowMeter(process, probe, energy, setup.model(), clock, nanoTime);
    ledger =
        new Ledger(
            settings.routes().max(),
            nanoTime,
            new DearestRequests(settings.report().dearest(), clock),
            new Tenants(settings.tenants().max(), clock));
    upstream = new UpstreamAnswers(settings.upstreamHosts());
    log.info(new StartupMessage(setup).text(windowMeter.rates(), windowMeter.method()));
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

  private GridIntensity grid(FootprintSettings settings) {
    return liveIntensity.isPresent()
        ? liveIntensity.get()
        : GridIntensity.fixed(settings.place().annual());
  }

  /**
   * Measures the step of the threads' CPU time, and says once if it is coarse. Done at the start
   * and with each window until one is found, as a busy machine may hide it; not on the threads of
   * requests, as it may take 20 ms.
   */
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

  /**
   * Starts a monitor of this JVM. Its owner closes it, or its thread goes on.
   *
   * @param probe of the machine, which the settings were read with
   */
  public static FootprintMonitor start(FootprintSettings settings, HostProbe probe) {
    return start(settings, probe, ThreadMeter.ofJvm());
  }

  /** Starts a monitor that reads from this meter what the thread of a request uses. */
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

  /** Returns what takes the intensity that a service tells; empty if none is asked. */
  public Optional<LiveIntensity> liveIntensity() {
    return liveIntensity;
  }

  @Override
  public CurrentIntensity carbonIntensity() {
    return setup.model().electricity().grid().current(clock.instant());
  }

  /** Starts the account of a request, which counts as one of the total from here on. */
  public RequestAccount begin() {
    return new RequestAccount(this, meter);
  }

  /** Returns the totals, to which requests may add at any moment. */
  public Ledger ledger() {
    return ledger;
  }

  /** Returns the reader of what other services say of their answers. */
  public UpstreamAnswers upstream() {
    return upstream;
  }

  /** Returns what the figures depend on, with what the process holds of the machine by now. */
  public Provenance setup() {
    return setup.with(windowMeter.held());
  }

  /**
   * Returns when measuring began. If the clock was not set then, it is found by the time that has
   * gone by since; empty if the clock is not set yet.
   *
   * @param now what the clock says
   */
  public Optional<Instant> started(Instant now) {
    Instant noted = setup.started();
    Instant started =
        noted.isBefore(Provenance.EARLIEST)
            ? now.minusNanos(nanoTime.getAsLong() - startNanoTime)
            : noted;
    return started.isBefore(Provenance.EARLIEST) ? Optional.empty() : Optional.of(started);
  }

  /**
   * Returns the most CPUs that the process has used since measuring began, as the mean over a
   * window; NaN if not known yet.
   */
  public double peakCpus() {
    return windowMeter.peakCpus();
  }

  /** Returns the rates at which use becomes cost: those of the last window that was closed. */
  public Rates rates() {
    return windowMeter.rates();
  }

  /**
   * Returns the time in ns that the readings of one request take here. Finds out in about 1 ms, on
   * the calling thread.
   */
  public double nanosOfReadings() {
    return meter.nanosOfRequest(nanoTime);
  }

  /** Warns that the CPU time of a request is not known; for further requests it does nothing. */
  void reportUnknownCpu() {
    if (unknownCpuReported.compareAndSet(false, true)) {
      log.warn(
          "The JVM does not tell the CPU time of its threads (virtual threads, not supported or"
              + " switched off); CPU time, energy and emissions of such requests are left out");
    }
  }

  /**
   * Hands a snapshot of the totals to a sink every period, and once more when the monitor is
   * closed. The sink is called on the monitor's one thread, so it delays all others.
   */
  public void every(Duration period, LedgerSink sink) {
    sinks.add(sink);
    every(period, () -> sink.accept(closedBooks()));
  }

  /**
   * Closes the window and returns the totals. Without closing it, the cost of requests would be up
   * to now, and that of the rest of the process up to the last window.
   */
  public synchronized LedgerSnapshot closedBooks() {
    closeWindow();
    return ledger.snapshot();
  }

  /**
   * Does some work every period on the monitor's one thread, whatever it throws: an exception would
   * end the schedule, and so the totals for the life of the process. Only the first of several
   * failures is logged, and the end of them. After the close of the monitor nothing is done.
   */
  public void every(Duration period, Runnable work) {
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
                // An OutOfMemoryError too, as there may be memory again later.
                warnOnce(failing, period, e);
              }
            },
            period.toNanos(),
            period.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private static void warnOnce(AtomicBoolean failing, Duration period, Throwable failure) {
    try {
      if (!failing.get()) {
        log.warn("Totals could not be renewed; the next try is in {} s", seconds(period), failure);
        // Afterwards: if there is no memory for the line, the next failure is logged instead.
        failing.set(true);
      }
    } catch (Throwable e) {
      // There is no memory for a line of the log either.
    }
  }

  /** Returns a period in seconds with as many decimals as it needs, such as {@code 0.5}. */
  private static String seconds(Duration period) {
    return BigDecimal.valueOf(period.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  private synchronized void closeWindow() {
    ledger.closeWindow(windowMeter.closeWindow());
  }

  /**
   * Stops the thread, closes the last window and hands a last snapshot to the sinks. A second call
   * does nothing. Throws nothing, as an application that stops has other work to do.
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
      // The thread ends a moment later than its executor says, and Tomcat would call it a leak.
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
