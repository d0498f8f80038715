// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Parses HotSpot's file of performance counters, format 2.0:
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

  /** Bytes of the file before its first entry. */
  private static final int HEAD = 32;

  /** Bytes of an entry before its name. */
  private static final int ENTRY_HEAD = 20;

  private PerfCounters() {}

  /**
   * Returns single long values by name. Entries after one that breaks the format are left out, as
   * the JVM may write while this reads. Never throws.
   */
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
      readEntry(in, entry, length, counters);
      entry += length;
    }
    return counters;
  }

  /** Reads a name, which ends with a 0, and the value after it, which starts at a multiple of 8. */
  private static void readEntry(ByteBuffer in, int entry, int length, Map<String, Long> counters) {
    int name = in.getInt(entry + 4);
    int value = in.getInt(entry + 16);
    boolean single = in.getInt(entry + 8) == 0 && in.get(entry + 12) == 'J';
    if (single && name >= ENTRY_HEAD && value > name && value <= length - Long.BYTES) {
      byte[] padded = new byte[value - name];
      in.get(entry + name, padded);
      String text = new String(padded, StandardCharsets.US_ASCII);
      int end = text.indexOf(0);
      counters.put(end < 0 ? text : text.substring(0, end), in.getLong(entry + value));
    }
  }
}
