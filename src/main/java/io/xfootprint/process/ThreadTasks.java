// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The kernel's files about the threads of a process: {@code /proc/self/task/ID/...}. */
final class ThreadTasks {

  /** Lines of schedstat, comm and stat have up to 40, 16 and about 350 characters. */
  private static final int MAX_BYTES = 1024;

  private static final long NANOS_PER_TICK = 10_000_000;

  /** Fields of stat from the state on, which comes after the name. */
  private static final int USER_TICKS = 11;

  private final File folder;
  private final byte[] buffer = new byte[MAX_BYTES];

  /** Chosen once: a thread's time in ticks may be up to 20 ms behind that in ns. */
  private final boolean countsNanos;

  ThreadTasks(Path folder) {
    this.folder = folder.toFile();
    // That of the thread that asks is one of them and has run.
    countsNanos = Arrays.stream(ids()).anyMatch(id -> ofSchedstat(read(id, "/schedstat")) > 0);
  }

  /** Returns the numbers of all threads as the kernel writes them; empty if they are hidden. */
  String[] ids() {
    String[] ids = folder.list();
    return ids == null ? new String[0] : ids;
  }

  /** Returns the name of a thread, of which the kernel keeps 15 bytes; empty if it has ended. */
  String name(String id) {
    return read(id, "/comm").trim();
  }

  /** Returns the CPU time of a thread in ns, or unknown if it has ended. */
  long cpuNanos(String id) {
    return countsNanos ? ofSchedstat(read(id, "/schedstat")) : ofStat(read(id, "/stat"));
  }

  /** Reads {@code on CPU ns, waiting ns, slices}; all are 0 where the kernel does not count. */
  static long ofSchedstat(String text) {
    String[] fields = text.trim().split(" ", -1);
    return fields.length == 3 && number(fields[2]) > 0 ? number(fields[0]) : ResourceUse.UNKNOWN;
  }

  /** Reads user and system time in ticks of 10 ms; the name before may hold any character. */
  static long ofStat(String text) {
    String[] fields = text.substring(text.lastIndexOf(')') + 1).trim().split(" ", -1);
    if (fields.length <= USER_TICKS + 1) {
      return ResourceUse.UNKNOWN;
    }
    long user = number(fields[USER_TICKS]);
    long system = number(fields[USER_TICKS + 1]);
    return user < 0 || system < 0 ? ResourceUse.UNKNOWN : (user + system) * NANOS_PER_TICK;
  }

  /** Returns a number below 10^17, in ns three years; else unknown. */
  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > 17) {
      return ResourceUse.UNKNOWN;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return ResourceUse.UNKNOWN;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private String read(String id, String file) {
    try (FileInputStream in = new FileInputStream(new File(folder, id + file))) {
      int length = in.readNBytes(buffer, 0, buffer.length);
      return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It has ended since it was listed.
      return "";
    }
  }
}
