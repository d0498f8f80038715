// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What Linux tells another process of a server and its machine.
 *
 * @param processMillis CPU time of the server, of all its threads and since it began, in steps of
 *     10 ms
 * @param machineMillis CPU time of the machine that was not idle, of all CPUs
 * @param nanoTime when it was read
 */
public record Outside(long processMillis, long machineMillis, long nanoTime) {

  /** Where nobody looked. */
  public static final Outside NOT_READ = new Outside(0, 0, 0);

  private static final int MILLIS_PER_TICK = 10;

  /** Fields of a process from its state on, which comes after its name. */
  private static final int USER_TICKS = 11;

  /** Of the machine's line: user, nice, system, idle, waiting for disks, interrupts, stolen. */
  private static final int IDLE = 3;

  private static final int WAITING = 4;
  private static final int STOLEN = 7;

  static Outside of(long pid) {
    return new Outside(processMillisOf(pid), busyMillis(), System.nanoTime());
  }

  private static long processMillisOf(long pid) {
    String text = read("/proc/" + pid + "/stat");
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return MILLIS_PER_TICK
        * (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]));
  }

  private static long busyMillis() {
    String line = read("/proc/stat").lines().findFirst().orElseThrow();
    long[] ticks =
        Arrays.stream(line.split(" +")).skip(1).mapToLong(Long::parseLong).limit(STOLEN).toArray();
    return MILLIS_PER_TICK * (Arrays.stream(ticks).sum() - ticks[IDLE] - ticks[WAITING]);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public double secondsSince(Outside earlier) {
    return (nanoTime - earlier.nanoTime) / 1e9;
  }
}
