// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.ChildJvm;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each collector in a JVM of its own, held against what the kernel says from outside. */
@EnabledOnOs(OS.LINUX)
class CollectorsTest {

  /** The second one has threads whose CPU time must not pass for the collector's. */
  private static final String BOTH_COMPILERS = "-XX:TieredStopAtLevel=4";

  private static final long MILLISECOND = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"UseG1GC", "UseParallelGC", "UseSerialGC", "UseZGC"})
  void isToldTheCpuTimeOfTheCollector(String collector) throws Exception {
    try (ChildJvm process =
        ChildJvm.start(
            AllocatingProcess.class, List.of(BOTH_COMPILERS, "-XX:+" + collector, "-Xmx160m"))) {
      long[] before = ask(process);
      assertEquals("done", process.answer("work"));
      long[] after = ask(process);
      check(collector, before, after);
    }
  }

  private static void check(String collector, long[] before, long[] after) {
    Readings use = new Readings(before, after);
    String seen = collector + " " + use;
    long outside = use.outside();
    assertTrue(use.gc() > 0 && use.gc() <= use.cpu(), seen);
    assertNear(outside, use.gc(), seen);
    assertNear(outside, use.tasks(), seen);
    assertTrue(use.bytes() > 100L * MILLISECOND, seen);
    if (use.perf() >= 0) {
      assertNear(outside, use.perf(), seen);
    }
    assertTrue(use.bound() > 0 && use.bound() <= use.cpu(), seen);
  }

  /** Between the answer and the reading from outside a moment passes. */
  private static void assertNear(long expected, long actual, String seen) {
    long allowed = expected / 10 + 20 * MILLISECOND;
    assertTrue(Math.abs(expected - actual) <= allowed, expected + " and " + actual + ": " + seen);
  }

  /** Returns the answer and, last, what the kernel says of the collector's threads. */
  private static long[] ask(ChildJvm process) throws Exception {
    String answer = process.answer("read") + " " + outsideNanos(process.pid());
    return Arrays.stream(answer.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static long outsideNanos(long pid) throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        if (isCollector(Files.readString(task.resolve("comm")))) {
          nanos += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
        }
      }
    }
    return nanos;
  }

  private static boolean isCollector(String name) {
    return Set.of("GC", "G1", "VM Thread\n").stream().anyMatch(name::startsWith)
        || name.startsWith("Z");
  }

  /** The growth from one answer to the next; below 0 where a clock does not work. */
  private record Readings(List<Long> growth) {

    Readings(long[] before, long[] after) {
      this(
          IntStream.range(0, before.length)
              .mapToObj(i -> before[i] < 0 ? -1 : after[i] - before[i])
              .toList());
    }

    long cpu() {
      return growth.get(0);
    }

    long gc() {
      return growth.get(1);
    }

    long bytes() {
      return growth.get(2);
    }

    long perf() {
      return growth.get(4);
    }

    long tasks() {
      return growth.get(5);
    }

    long bound() {
      return growth.get(6);
    }

    long outside() {
      return growth.get(7);
    }
  }
}
