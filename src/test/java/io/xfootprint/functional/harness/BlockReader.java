// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the lines of totals together that are logged at one time. */
public final class BlockReader {

  private Map<String, LoggedLine> routes = new LinkedHashMap<>();

  /** Takes the next message of the log, and returns the block that it ends. */
  public Optional<LoggedBlock> take(String message, Supplier<Outside> outside) {
    if (message.startsWith("route=")) {
      LoggedLine line = LoggedLine.parse(message);
      routes.put(line.text("route"), line);
    } else if (message.startsWith("app=")) {
      LoggedBlock block = new LoggedBlock(routes, LoggedLine.parse(message), outside.get());
      routes = new LinkedHashMap<>();
      return Optional.of(block);
    }
    return Optional.empty();
  }
}
