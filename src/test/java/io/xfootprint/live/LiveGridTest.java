// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.grid.LiveIntensity;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a service on this machine to the price of a joule. */
@Timeout(30)
class LiveGridTest {

  private static final String SECRET = "s3cret";

  private final StubService stub = new StubService();
  private final CapturedLog log = CapturedLog.ofAll();
  private final FootprintMonitor monitor =
      TestMonitor.start(
          Map.of(
              "location",
              "country/FRA",
              "pue",
              "1.2",
              "grid",
              stub.address() + "/" + SECRET,
              "grid.value",
              "/now",
              "grid.header",
              "X-Key: " + SECRET,
              "grid.interval",
              "1m"),
          InstantSource.system(),
          System::nanoTime);

  LiveGridTest() throws IOException {}

  @AfterEach
  void stop() {
    monitor.close();
    log.close();
    stub.close();
  }

  private LiveGrid start() {
    return LiveGrid.start(
        monitor.setup().settings().grid().orElseThrow(),
        monitor.liveIntensity().orElseThrow(),
        SharedReadings.ofJvm());
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void pricesEnergyByWhatTheServiceTellsFromTheNextWindowOn() {
    stub.tell("{\"now\":360}");
    double annual = monitor.rates().gramsPerJoule();
    double energy = monitor.rates().joulesPerCpuSecond();
    LiveGrid grid = start();
    await(() -> monitor.carbonIntensity().age().isPresent());
    grid.close();
    assertEquals(360, monitor.carbonIntensity().gramsPerKilowattHour());
    // Requests of the open window cost what they did when it began.
    assertEquals(annual, monitor.rates().gramsPerJoule());
    var unused = monitor.closedBooks();
    assertEquals(1.2e-4, monitor.rates().gramsPerJoule(), 1e-18);
    assertEquals(energy, monitor.rates().joulesPerCpuSecond());
    assertFalse(log.messages().stream().anyMatch(each -> each.contains(SECRET)), "a secret");
  }

  @Test
  void endsItsThreadsWithTheApplication() {
    stub.tell("{\"now\":360}");
    LiveGrid grid = start();
    await(() -> !stub.asked().isEmpty());
    grid.close();
    Set<String> threads =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("x-footprint-grid"))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), threads);
  }

  @Test
  void isNamedInTheFirstLine() {
    String first = log.messages().get(0);
    String named = ", until and unless told by 127.0.0.1 (basis of that address), PUE 1.20";
    assertTrue(first.contains(named), first);
    LiveIntensity live = monitor.liveIntensity().orElseThrow();
    assertEquals("127.0.0.1 (basis of that address)", live.source());
    assertEquals(List.of(), stub.asked());
  }
}
