// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.meter.ResourceUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PerfGcClockTest {

  private static final long STARTED = 1_795_403_141_061L;
  private static final String GROUP = "sun.threads.cpu_time.";

  @TempDir private Path folder;
  private long pauseNanos;

  private Path write(PerfFile file) throws IOException {
    return Files.write(folder.resolve("17"), file.bytes());
  }

  private PerfGcClock clock() {
    return new PerfGcClock(folder.resolve("17"), STARTED, new VmThreadShare(() -> pauseNanos));
  }

  /** As JDK 25 writes it. */
  private static PerfFile g1(long workers, long vm) {
    return new PerfFile()
        .with("sun.rt.vmInitDoneTime", STARTED)
        .with("sun.os.hrt.frequency", 10_000_000)
        .with(GROUP + "gc_parallel_workers", workers)
        .with(GROUP + "gc_conc_mark", 20)
        .with(GROUP + "gc_conc_refine", 3)
        .with(GROUP + "gc_service", 1)
        .with(GROUP + "conc_dedup", 5)
        .with(GROUP + "vm", vm)
        .with("sun.threads.total_gc_cpu_time", 1_000_000);
  }

  @Test
  void addsUpTheGroupsOfThreads() throws IOException {
    write(g1(100, 7));
    assertEquals(129, clock().nanos());
  }

  @Test
  void addsTheThreadOfTheVmAsFarAsThereWerePauses() throws IOException {
    PerfGcClock clock = clock();
    write(g1(100, 7));
    assertEquals(129, clock.nanos());
    pauseNanos = 1000;
    write(g1(200, 47));
    assertEquals(269, clock.nanos());
    // A long thread dump.
    pauseNanos = 1010;
    write(g1(200, 900_000));
    assertEquals(279, clock.nanos());
  }

  @Test
  void doesNotTakeTheFileOfAnotherProcessWithTheSameNumber() throws IOException {
    write(g1(100, 7).with("sun.rt.vmInitDoneTime", STARTED + 1));
    assertEquals(ResourceUse.UNKNOWN, clock().nanos());
  }

  @Test
  void doesNotTakeTheTotalThatStaysAtZeroWithOtherCollectors() throws IOException {
    write(
        new PerfFile()
            .with("sun.rt.vmInitDoneTime", STARTED)
            .with(GROUP + "vm", 100)
            .with("sun.threads.total_gc_cpu_time", 0));
    assertEquals(ResourceUse.UNKNOWN, clock().nanos());
  }

  @Test
  void failsWithoutAFile() {
    assertThrows(UncheckedIOException.class, () -> clock().nanos());
  }

  /** Anyone may put one into /tmp before the JVM does; to open it would wait for its writer. */
  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void doesNotWaitAtAPipe() throws IOException, InterruptedException {
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("17").toString()).start();
    assertEquals(0, mkfifo.waitFor());
    assertThrows(UncheckedIOException.class, () -> clock().nanos());
  }

  @Test
  void readsThoughItsThreadIsInterrupted() throws IOException {
    write(g1(100, 7));
    Thread.currentThread().interrupt();
    long nanos = clock().nanos();
    assertEquals(129, nanos, "interrupted: " + Thread.interrupted());
  }
}
