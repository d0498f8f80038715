// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads the kernel's files about the threads of a process: {@code /proc/self/task/ID/...}.
 *
 * <p>One buffer serves all files, as there may be hundreds in each window. So it is for use by one
 * thread at a time.
 */
final class ThreadTasks {

  /** Lines of schedstat, comm and stat have up to 40, 16 and about 350 characters. */
  private static final int MAX_BYTES = 1024;

  /** Linux shows ticks of 10 ms, whatever its own timer does. */
  private static final long NANOS_PER_TICK = 10_000_000;

  /** Index of the user time in stat, counted from the field after the name. */
  private static final int USER_TICKS = 11;

  private final File folder;
  private final byte[] buffer = new byte[MAX_BYTES];

  /** A number below 10^17, which is three years in ns. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,17}");

  /**
   * Whether schedstat is used, which counts ns, instead of stat, which counts ticks of 10 ms.
   * Decided once: a thread's time in ticks may be up to 20 ms behind its time in ns.
   */
  private final boolean countsNanos;

  ThreadTasks(Path folder) {
    this.folder = folder.toFile();
    // The calling thread is one of them and has run.
    boolean counts = false;
    for (String id : ids()) {
      counts = counts || ofSchedstat(read(id, "/schedstat")) > 0;
    }
    countsNanos = counts;
  }

  /** Returns the numbers of all threads, as the kernel writes them; empty if they are hidden. */
  String[] ids() {
    String[] ids = folder.list();
    return ids == null ? new String[0] : ids;
  }

  /** Returns the name of a thread, cut to 15 bytes; empty if the thread has ended. */
  String name(String id) {
    return read(id, "/comm").trim();
  }

  /** Returns the CPU time of a thread in ns; unknown if the thread has ended. */
  long cpuNanos(String id) {
    return countsNanos ? ofSchedstat(read(id, "/schedstat")) : ofStat(read(id, "/stat"));
  }

  /** Parses {@code on CPU ns, waiting ns, slices}; all are 0 where the kernel does not count. */
  static long ofSchedstat(String text) {
    String[] fields = text.trim().split(" ", -1);
    return fields.length == 3 && number(fields[2]) > 0 ? number(fields[0]) : ResourceUse.UNKNOWN;
  }

  /** Parses user and system time in ticks of 10 ms. The name before them may hold any character. */
  static long ofStat(String text) {
    String[] fields = text.substring(text.lastIndexOf(')') + 1).trim().split(" ", -1);
    if (fields.length <= USER_TICKS + 1) {
      return ResourceUse.UNKNOWN;
    }
    long user = number(fields[USER_TICKS]);
    long system = number(fields[USER_TICKS + 1]);
    return user < 0 || system < 0 ? ResourceUse.UNKNOWN : (user + system) * NANOS_PER_TICK;
  }

  private static long number(String text) {
    return NUMBER.matcher(text).matches() ? Long.parseLong(text) : ResourceUse.UNKNOWN;
  }

  private String read(String id, String file) {
    try (FileInputStream in = new FileInputStream(new File(folder, id + file))) {
      int length = in.readNBytes(buffer, 0, buffer.length);
      return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // The thread has ended since it was listed.
      return "";
    }
  }
}
