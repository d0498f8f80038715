// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers in HotSpot's file of performance counters, format 2.0:
 *
 * <pre>
 * magic CAFEC0C0, byte order (1 = little), major 2, minor, accessible (1 = yes)
 * int used, int overflow, long modified, int offset of the first entry, int number of entries
 * entry: int length, int offset of its name, int length of a vector (0 = none), byte type ('J' = long),
 *        3 bytes, int offset of its value
 * </pre>
 */
final class PerfCounters {

  private static final int MAGIC = 0xCAFEC0C0;
  private static final int MAJOR = 2;
  private static final int HEAD = 32;
  private static final int ENTRY_HEAD = 20;
  private static final int MAX_NAME = 256;

  private PerfCounters() {}

  /** Returns single long values by name; none of a file that breaks the format, and never fails. */
  static Map<String, Long> parse(byte[] file) {
    Map<String, Long> counters = new HashMap<>();
    ByteBuffer in = ByteBuffer.wrap(file);
    if (file.length < HEAD || in.getInt(0) != MAGIC || in.get(5) != MAJOR || in.get(7) != 1) {
      return counters;
    }
    in.order(in.get(4) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int entry = in.getInt(24);
    for (int left = in.getInt(28); left > 0; left--) {
      if (entry < HEAD || entry > file.length - ENTRY_HEAD) {
        break;
      }
      int length = in.getInt(entry);
      if (length < ENTRY_HEAD || length > file.length - entry) {
        break;
      }
      readEntry(in.slice(entry, length).order(in.order()), counters);
      entry += length;
    }
    return counters;
  }

  private static void readEntry(ByteBuffer entry, Map<String, Long> counters) {
    int value = entry.getInt(16);
    boolean single = entry.getInt(8) == 0 && entry.get(12) == 'J';
    if (single && value >= ENTRY_HEAD && value <= entry.limit() - Long.BYTES) {
      counters.put(name(entry, entry.getInt(4)), entry.getLong(value));
    }
  }

  private static String name(ByteBuffer entry, int start) {
    if (start < ENTRY_HEAD) {
      return "";
    }
    int end = start;
    while (end < entry.limit() && end - start < MAX_NAME && entry.get(end) != 0) {
      end++;
    }
    return start >= end
        ? ""
        : StandardCharsets.US_ASCII.decode(entry.slice(start, end - start)).toString();
  }
}
