// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes files of performance counters as HotSpot does. */
final class PerfFile {

  private static final int HEAD = 32;
  private static final int ENTRY_HEAD = 20;

  private final Map<String, Long> counters = new LinkedHashMap<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  PerfFile order(ByteOrder other) {
    order = other;
    return this;
  }

  PerfFile with(String name, long value) {
    counters.put(name, value);
    return this;
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(32_768);
    out.putInt(0xCAFEC0C0).put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0));
    out.put((byte) 2).put((byte) 0).put((byte) 1);
    out.order(order).putInt(HEAD).putInt(0).putLong(0).putInt(HEAD).putInt(counters.size() + 1);
    entry(out, 'B', "sun.gc.policy.name", 0, 8);
    counters.forEach((name, value) -> entry(out, 'J', name, value, 0));
    return out.array();
  }

  private static void entry(ByteBuffer out, char type, String name, long value, int vector) {
    int data = (ENTRY_HEAD + name.length() + 1 + 7) / 8 * 8;
    int start = out.position();
    out.putInt(data + Long.BYTES).putInt(ENTRY_HEAD).putInt(vector);
    out.put((byte) type).put((byte) 1).put((byte) 1).put((byte) 2).putInt(data);
    out.put(name.getBytes(StandardCharsets.US_ASCII));
    out.position(start + data);
    out.putLong(value);
  }
}
