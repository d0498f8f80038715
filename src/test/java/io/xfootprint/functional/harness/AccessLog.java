// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The access log of a container, whose lines a test reads.
 *
 * @param pattern in the words of the container
 * @param lines that it has written and nobody has read
 */
public record AccessLog(String pattern, BlockingQueue<String> lines) {

  public static AccessLog of(String pattern) {
    return new AccessLog(pattern, new LinkedBlockingQueue<>());
  }

  void write(String line) {
    lines.add(line);
  }

  /** Returns the next line, which may come later than its answer. */
  public String next() throws InterruptedException {
    String line = lines.poll(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("no further line of the access log");
    }
    return line;
  }
}
