// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * A JVM that allocates, keeps a part of it alive, and answers with what each clock says.
 *
 * <p>Reads {@code work} and {@code read} from its input and answers with one line each.
 */
final class AllocatingProcess {

  private static final long WORK_NANOS = 1_000_000_000;

  /** About 50 MB alive. */
  private static final int KEPT = 400_000;

  private static final byte[][] KEEP = new byte[KEPT][];

  private AllocatingProcess() {}

  public static void main(String[] args) throws Exception {
    JvmProcessMeter meter = JvmProcessMeter.create();
    List<GcClockChain> clocks =
        List.of(
            chain(BeanGcClock::ofJvm),
            chain(() -> PerfGcClock.ofJvm(JvmProcessMeter.vmThread())),
            chain(() -> TaskGcClock.ofJvm(JvmProcessMeter.vmThread())),
            chain(JvmProcessMeter::bound));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("work")) {
        work(meter);
        System.out.println("done");
      } else {
        System.out.println(readings(meter, clocks));
      }
    }
  }

  private static GcClockChain chain(Supplier<GcClock> clock) {
    return new GcClockChain(List.of(clock));
  }

  private static void work(ProcessMeter meter) {
    Random random = new Random(1);
    long end = meter.read().cpuNanos() + WORK_NANOS;
    while (meter.read().cpuNanos() < end) {
      for (int i = 0; i < 100_000; i++) {
        byte[] bytes = new byte[100];
        if (i % 10 == 0) {
          KEEP[random.nextInt(KEPT)] = bytes;
        }
      }
    }
  }

  /** Collects first, so that no collector is at work when the answer is read. */
  private static String readings(ProcessMeter meter, List<GcClockChain> clocks) {
    System.gc();
    StringJoiner line = new StringJoiner(" ");
    ProcessUse use = meter.read();
    line.add(Long.toString(use.cpuNanos()))
        .add(Long.toString(use.gcCpuNanos()))
        .add(Long.toString(use.allocatedBytes()));
    clocks.forEach(clock -> line.add(Long.toString(clock.nanos())));
    return line.toString();
  }
}
