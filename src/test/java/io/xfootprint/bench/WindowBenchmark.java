// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.host.Host;
import io.xfootprint.host.HostProbe;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Route;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.model.WindowMeter;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to close a window in a JVM with 200 more threads, of an application with 200
 * routes.
 *
 * <p>Windows are closed each 10 s, so caches are cold and code may be interpreted: the pause before
 * each close shows what that makes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class WindowBenchmark {

  private static final int THREADS = 200;
  private static final int ROUTES = 200;

  /** Time before each close in ms. */
  @Param({"0", "10", "200"})
  public int pause;

  private final CountDownLatch end = new CountDownLatch(1);
  private final Ledger ledger = new Ledger(ROUTES, System::nanoTime);
  private final List<Route> routes =
      IntStream.range(0, ROUTES).mapToObj(i -> new Route("GET", "/route/" + i)).toList();
  private final WindowMeter sampler = sampler();

  /** Creates the state, for JMH. */
  public WindowBenchmark() {}

  private static WindowMeter sampler() {
    HostProbe probe = HostProbe.ofMachine();
    Host host = probe.host();
    FootprintSettings settings = FootprintSettings.from(new SettingSources(), host);
    MachineProfile model = settings.power().profile(host, settings.place());
    return new WindowMeter(
        ProcessMeter.ofJvm(),
        probe,
        EnergyMeter.at(EnergyMeter.POWERCAP, host.virtual()),
        model,
        InstantSource.system(),
        System::nanoTime);
  }

  /** Starts the threads. */
  @Setup
  public void start() {
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(this::awaitEnd, "application-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the threads. */
  @TearDown
  public void stop() {
    end.countDown();
  }

  /** A request to each route, and the pause. */
  @Setup(Level.Invocation)
  public void serve() throws InterruptedException {
    for (Route route : routes) {
      ledger.add(route, sampler.rates().estimate(new ResourceUse(50_000, 10_000)));
      ledger.countRequest(route, true, true, false);
    }
    Thread.sleep(pause);
  }

  /** The close alone: all that an idle application does in a window. */
  @Benchmark
  public Ledger close() {
    ledger.closeWindow(sampler.closeWindow());
    return ledger;
  }

  /** The books for a reader as well, as each {@code log.interval}. */
  @Benchmark
  public LedgerSnapshot closeAndRead() {
    ledger.closeWindow(sampler.closeWindow());
    return ledger.snapshot();
  }
}
