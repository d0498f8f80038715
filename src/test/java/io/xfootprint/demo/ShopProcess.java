// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A {@link ShopServer} in a process of its own, with its log. Safe for use by many threads. */
final class ShopProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final String LOGBACK = "WEB-INF/classes/logback.xml";

  private final Process process;
  private final Thread reader;

  // Guarded by this object's lock.
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private ShopProcess(Process process) {
    this.process = process;
    reader = new Thread(this::readLines, "log of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts to start a server; {@link #url} waits for it.
   *
   * @param shop the unpacked WAR
   * @param settings of the filter, by name
   */
  static ShopProcess start(Path shop, Map<String, String> settings) throws IOException {
    // Little work beside the requests: the compiler that is soon done, and one collector thread.
    List<String> command =
        Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Stream.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"),
                // Or that of the tests would be found before that of the WAR.
                Stream.of("-Dlogback.configurationFile=" + shop.resolve(LOGBACK)),
                settings.entrySet().stream().map(ShopProcess::option),
                Stream.of("-cp", System.getProperty("java.class.path")),
                Stream.of(ShopServer.class.getName(), shop.toString()))
            .flatMap(part -> part)
            .toList();
    return new ShopProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private static String option(Entry<String, String> setting) {
    return "-Dfootprint." + setting.getKey() + "=" + setting.getValue();
  }

  private void readLines() {
    try (BufferedReader log =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = log.readLine()) != null) {
        take(line);
      }
    } catch (IOException e) {
      // The process was ended.
    } finally {
      end();
    }
  }

  private synchronized void take(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  long pid() {
    return process.pid();
  }

  /** Returns its address, as soon as it listens. */
  String url() throws InterruptedException, TimeoutException {
    return line("http://127.0.0.1:");
  }

  /** Returns the first line of its log that holds a text, as soon as there is one. */
  synchronized String line(String text) throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (lines(text).isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) {
        throw new TimeoutException("no '" + text + "' in " + lines);
      }
      wait(left);
    }
    return lines(text).get(0);
  }

  /** Returns the lines of its log so far that hold a text. */
  synchronized List<String> lines(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  /** Returns the warnings of its log so far that are ours. */
  List<String> warnings() {
    return lines(" WARN  io.xfootprint.");
  }

  /** Returns the last block of totals in its log. */
  synchronized TotalsLog totals() {
    return TotalsLog.last(lines);
  }

  /** Has it stop in an orderly way, and waits until it has ended by itself. */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
    reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
    reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
