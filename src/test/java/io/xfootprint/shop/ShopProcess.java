// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import io.xfootprint.functional.harness.ChildJvm;
import io.xfootprint.functional.harness.LoggedBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A {@link ShopServer} in a process of its own, with its log. Safe for use by many threads. */
record ShopProcess(ChildJvm jvm) implements AutoCloseable {

  private static final String LOGBACK = "WEB-INF/classes/logback.xml";

  /**
   * Starts to start a server; {@link #url} waits for it.
   *
   * @param shop the unpacked WAR
   * @param settings of the filter, by name
   */
  static ShopProcess start(Path shop, Map<String, String> settings) throws IOException {
    // One collector thread: little work beside the requests.
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx256m"));
    // Or that of the tests would be found before that of the WAR.
    options.add("-Dlogback.configurationFile=" + shop.resolve(LOGBACK));
    settings.forEach((name, value) -> options.add("-Dfootprint." + name + "=" + value));
    return new ShopProcess(ChildJvm.start(ShopServer.class, options, shop));
  }

  long pid() {
    return jvm.pid();
  }

  /** Returns its address, as soon as it listens. */
  String url() throws InterruptedException, TimeoutException {
    return line("http://127.0.0.1:");
  }

  /** Returns the first line of its log that holds a text, as soon as there is one. */
  String line(String text) throws InterruptedException, TimeoutException {
    return jvm.line(line -> line.contains(text));
  }

  /** Returns the lines of its log so far that hold a text. */
  List<String> lines(String text) {
    return jvm.lines(text);
  }

  /** Returns the warnings of its log so far that are ours. */
  List<String> warnings() {
    return lines(" WARN  io.xfootprint.");
  }

  /** Returns the last block of totals in its log. */
  LoggedBlock totals() {
    return TotalsLog.last(lines(""));
  }

  /** Has it stop in an orderly way, and waits until it has ended by itself. */
  void stop() throws InterruptedException, TimeoutException {
    jvm.stop();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException, TimeoutException {
    jvm.kill();
  }

  @Override
  public void close() throws InterruptedException, TimeoutException {
    jvm.close();
  }
}
