// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a monitor tells of itself later than at its start. */
class ProvenanceTest {

  private static final Host HOST = Host.unknown(4);

  private final FakeThreadMeter meter = new FakeThreadMeter();

  @Test
  void tellsWhenItStartedAsSoonAsTheClockIsSet() {
    AtomicLong nanoTime = new AtomicLong(17);
    Instant unset = Instant.parse("1970-01-01T00:00:07Z");
    FootprintSettings settings = FootprintSettings.from(new SettingSources(), HOST);
    try (FootprintMonitor monitor =
        new FootprintMonitor(
            settings,
            new FakeHostProbe(HOST),
            meter,
            ProcessMeter.ofJvm(),
            () -> unset,
            nanoTime::get)) {
      nanoTime.addAndGet(Duration.ofMinutes(5).toNanos());
      assertEquals(Optional.empty(), monitor.started(unset));
      assertEquals(
          Optional.of(Instant.parse("2026-11-26T16:25:00Z")),
          monitor.started(Instant.parse("2026-11-26T16:30:00Z")));
    }
    FakeHostProbe probe = new FakeHostProbe(HOST);
    try (FootprintMonitor monitor = FootprintMonitor.start(settings, probe, meter)) {
      assertEquals(Optional.of(monitor.setup().started()), monitor.started(Instant.now()));
    }
  }

  @Test
  void tellsWhatIsHeldByNow() {
    ContainerLimits twoCpus = new ContainerLimits(true, OptionalDouble.of(2), OptionalLong.empty());
    FakeHostProbe probe = new FakeHostProbe(HOST);
    FootprintSettings settings =
        FootprintSettings.from(new SettingSources().parameters(Map.of("window", "1h")), HOST);
    try (FootprintMonitor monitor = FootprintMonitor.start(settings, probe, meter)) {
      assertEquals(OptionalDouble.of(4), monitor.setup().model().held().cpus());
      probe.give(twoCpus);
      LedgerSnapshot unused = monitor.closedBooks();
      assertEquals(OptionalDouble.of(2), monitor.setup().model().held().cpus());
    }
  }
}
