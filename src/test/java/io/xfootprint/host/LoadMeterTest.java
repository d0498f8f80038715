// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The load of machines that the test describes by files. */
class LoadMeterTest {

  private static final String SIBLINGS =
      "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list";

  @TempDir Path root;
  private FileTree tree;
  private LoadMeter meter;

  @BeforeEach
  void startMeter() {
    tree = new FileTree(root);
    meter = new LoadMeter(new LinuxMachine(root, Map.of()), () -> null);
  }

  /** Puts a whole server there of some cores with two threads each: 0 and 4, 1 and 5 ... */
  private void putCores(int cores) {
    putCpu("fpu vme");
    for (int i = 0; i < 2 * cores; i++) {
      tree.with(SIBLINGS.formatted(i), "%d,%d\n".formatted(i % cores, i % cores + cores));
    }
  }

  private void putCpu(String flags) {
    tree.with("/proc/cpuinfo", "processor: 0\nvendor_id: GenuineIntel\nflags: " + flags + "\n");
  }

  /** Returns the load where each CPU was busy for this many of 100 ticks. */
  private Load load(int... busy) {
    put(new int[busy.length], 0);
    Load unused = meter.read();
    put(busy, 100);
    return meter.read();
  }

  private void put(int[] busy, int ticks) {
    StringBuilder lines = new StringBuilder();
    int all = 0;
    for (int i = 0; i < busy.length; i++) {
      lines.append("cpu%d %d 0 0 %d 0 0 0 0 0 0\n".formatted(i, busy[i], ticks - busy[i]));
      all += busy[i];
    }
    String first = "cpu  %d 0 0 %d 0 0 0 0 0 0\n".formatted(all, busy.length * ticks - all);
    tree.with("/proc/stat", first + lines + "intr 5 0 0\nctxt 7\n");
  }

  @Test
  void doesMoreWorkWithOneThreadOnEachCoreThanWithTwoOnHalfOfThem() {
    putCores(4);
    assertEquals(new Load(0.5, 0.625, 1, 1), load(100, 100, 100, 100, 0, 0, 0, 0));
    assertEquals(new Load(0.5, 0.5, 1, 1), load(100, 100, 0, 0, 100, 100, 0, 0));
    assertEquals(new Load(0.5, 0.625, 1, 1), load(100, 0, 100, 0, 0, 100, 0, 100));
  }

  @Test
  void doesAllOfItsWorkWithAllThreadsAndNoneWithNone() {
    putCores(2);
    assertEquals(new Load(1, 1, 1, 1), load(100, 100, 100, 100));
    assertEquals(new Load(0, 0, 1, 1), load(0, 0, 0, 0));
  }

  /** Each busy for a half: both for a quarter of the time, one of them for a half. */
  @Test
  void takesTheThreadsOfACoreForIndependent() {
    putCores(2);
    Load load = load(50, 50, 50, 50);
    assertEquals(0.5, load.busyShare(), 1e-12);
    assertEquals(0.25 + 0.5 * 0.625, load.throughputShare(), 1e-12);
  }

  @Test
  void countsCoresWithOneThreadByTheirThreads() {
    putCpu("fpu vme");
    for (int i = 0; i < 4; i++) {
      tree.with(SIBLINGS.formatted(i), i + "\n");
    }
    assertEquals(new Load(0.25, 0.25, 1, 1), load(100, 0, 0, 0));
  }

  /** Desktops have cores of both kinds: here 0 and 1 share one, 2 has its own. */
  @Test
  void weighsCoresByTheirThreads() {
    putCpu("fpu vme");
    tree.with(SIBLINGS.formatted(0), "0-1\n").with(SIBLINGS.formatted(1), "0-1\n");
    tree.with(SIBLINGS.formatted(2), "2\n");
    Load load = load(100, 0, 100);
    assertEquals(2.0 / 3, load.busyShare(), 1e-12);
    assertEquals((2 * 0.625 + 1) / 3, load.throughputShare(), 1e-12);
  }

  @Test
  void countsThreadsWhereCoresAreNotShown() {
    putCpu("fpu vme");
    assertEquals(new Load(0.5, 0.5, 1, 1), load(100, 100, 0, 0));
    tree.with(SIBLINGS.formatted(0), "0,2\n");
    assertEquals(new Load(0.5, 0.5, 1, 1), load(100, 100, 0, 0));
  }

  @Test
  void doesNotBelieveTheCoresOfAGuest() {
    putCores(2);
    putCpu("fpu hypervisor vme");
    assertEquals(new Load(0.5, 0.5, 1, 1), load(100, 100, 0, 0));
    assertEquals(new Load(0.25, 0.25, 1, 1), load(100, 0, 0, 0));
  }

  @Test
  void followsCpusThatComeAndGo() {
    putCores(2);
    assertEquals(0.625, load(100, 100, 0, 0).throughputShare(), 1e-12);
    tree.with(SIBLINGS.formatted(0), "0\n").with(SIBLINGS.formatted(1), "1\n");
    assertEquals(0.5, load(100, 0).throughputShare(), 1e-12);
  }

  /** A CPU may go while its cores are read. */
  @Test
  void looksForCoresAgainThatCouldNotBeReadAtFirst() {
    putCpu("fpu vme");
    assertEquals(0.5, load(100, 100, 0, 0).throughputShare(), 1e-12);
    tree.with(SIBLINGS.formatted(0), "0-1\n").with(SIBLINGS.formatted(1), "0-1\n");
    assertEquals(0.625, load(100, 0).throughputShare(), 1e-12);
  }

  @Test
  void isUnknownAtFirstAndWhereNoTimeHasPassed() {
    put(new int[] {50, 50}, 100);
    assertEquals(Load.UNKNOWN, meter.read());
    assertEquals(Load.UNKNOWN, meter.read());
    tree.with("/proc/stat", "cpu x\n");
    assertEquals(Load.UNKNOWN, meter.read());
  }

  @Test
  void asksForAllCpusTogetherWhereThereAreNoFiles() {
    long[][] readings = {{0, 0, 0, 0, 0, 0, 0, 0}, {25, 0, 0, 50, 0, 0, 0, 25}};
    int[] next = {0};
    LoadMeter other = new LoadMeter(new LinuxMachine(root, Map.of()), () -> readings[next[0]++]);
    assertEquals(Load.UNKNOWN, other.read());
    // Nobody says whether the clocks of threads count what was stolen.
    assertEquals(new Load(0.25, 0.25, 0.5, 1), other.read());
  }

  /** Returns the load of a guest that ran for 60 ticks of 100, wanted to for 20 more, and idled. */
  private Load ofGuest() {
    tree.with("/proc/stat", "cpu 0 0 0 0 0 0 0 0 0 0\n");
    Load unused = meter.read();
    tree.with("/proc/stat", "cpu 50 0 10 20 0 0 0 20 0 0\n");
    return meter.read();
  }

  @Test
  void countsStealTimeAsNotBusyAndInDoubtMaybeInTheClocksOfThreads() {
    assertEquals(new Load(0.6, 0.6, 0.75, 1), ofGuest());
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIG_PARAVIRT_TIME_ACCOUNTING=y, quiet, 1",
    "# CONFIG_PARAVIRT_TIME_ACCOUNTING is not set, quiet, 0.75",
    "CONFIG_PARAVIRT_TIME_ACCOUNTING=y, quiet no-steal-acc, 0.75",
    "CONFIG_SMP=y, quiet, 0.75"
  })
  void knowsByTheKernelsConfigurationWhetherClocksCountStealTime(
      String line, String commandLine, double ranShare) throws IOException {
    tree.with("/proc/sys/kernel/osrelease", "6.8.0-45-generic\n");
    tree.with("/boot/config-6.8.0-45-generic", "CONFIG_PARAVIRT=y\n" + line + "\n");
    tree.with("/proc/cmdline", commandLine + "\n");
    assertEquals(new Load(0.6, 0.6, ranShare, ranShare), ofGuest());
  }

  @Test
  void readsACompressedConfiguration() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write("CONFIG_PARAVIRT_TIME_ACCOUNTING=y\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    tree.with("/proc/config.gz", bytes.toString(StandardCharsets.ISO_8859_1));
    assertEquals(new Load(0.6, 0.6, 1, 1), ofGuest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not compressed", "\u001f\u008b\b"})
  void knowsNothingByABrokenConfiguration(String text) {
    tree.with("/proc/config.gz", text);
    assertEquals(new Load(0.6, 0.6, 0.75, 1), ofGuest());
  }

  /** In doubt a process has used no more than the machine was busy, and at least its share. */
  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.6, 1", "0.7, 0.857142857142857", "0.8, 0.75", "2, 0.75", ", 1"})
  void boundsAProcessByWhatTheMachineDid(@Nullable Double usedShare, double ranShare) {
    Load load = new Load(0.6, 0.6, 0.75, 1);
    assertEquals(ranShare, load.ranShare(usedShare == null ? Double.NaN : usedShare), 1e-12);
    assertEquals(0.75, new Load(0.6, 0.6, 0.75, 0.75).ranShare(0.1));
    assertEquals(1, new Load(0.6, 0.6, 1, 1).ranShare(0.9));
    assertEquals(1, Load.UNKNOWN.ranShare(0.9));
  }
}
