// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LoggedSite} in a process of its own, of which a test reads the log as it is written.
 *
 * <p>Its windows are short. Safe for use by many threads.
 */
final class LoggedServer implements AutoCloseable {

  private static final Pattern JOULES_PER_CPU_SECOND =
      Pattern.compile("([0-9.]+) J per CPU-second");

  private static final String BEFORE_MESSAGE = " - ";

  private final Process process;
  private final Thread reader;

  // Guarded by this object's lock.
  private final List<String> lines = new ArrayList<>();
  private final List<LoggedBlock> blocks = new ArrayList<>();
  private Map<String, LoggedLine> routes = new LinkedHashMap<>();
  private @Nullable Integer port;
  private boolean ended;

  private LoggedServer(Process process) {
    this.process = process;
    reader = new Thread(this::readLog, "log of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a server.
   *
   * @param options of the JVM, settings of ours among them
   */
  static LoggedServer start(Path folder, String... options) throws IOException {
    return startOn(Path.of(System.getProperty("java.home")), folder, options);
  }

  /** Starts a server on the JVM of another home. */
  static LoggedServer startOn(Path javaHome, Path folder, String... options) throws IOException {
    return new LoggedServer(
        ServerProcess.fork(
            javaHome,
            Stream.concat(
                Stream.of(
                    "-XX:TieredStopAtLevel=1",
                    "-Dfootprint.window=500ms",
                    "-Dfootprint.log.interval=500ms"),
                Stream.of(options)),
            LoggedSite.class,
            folder));
  }

  private void readLog() {
    try (BufferedReader log =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
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
    if (line.matches("\\d+")) {
      port = Integer.valueOf(line);
    } else {
      int message = line.indexOf(BEFORE_MESSAGE);
      takeMessage(message < 0 ? line : line.substring(message + BEFORE_MESSAGE.length()));
      lines.add(line);
    }
    notifyAll();
  }

  private void takeMessage(String message) {
    if (message.startsWith("route=")) {
      LoggedLine line = LoggedLine.parse(message);
      routes.put(line.text("route"), line);
    } else if (message.startsWith("app=")) {
      blocks.add(new LoggedBlock(routes, LoggedLine.parse(message), outside()));
      routes = new LinkedHashMap<>();
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Returns what its first log line says a CPU-second takes, in J. */
  double joulesPerCpuSecond() {
    Matcher number = JOULES_PER_CPU_SECOND.matcher(lines("Measuring ").get(0));
    if (!number.find()) {
      throw new AssertionError(lines("Measuring "));
    }
    return Double.parseDouble(number.group(1));
  }

  /** Returns what Linux tells of it now. */
  Outside outside() {
    return Outside.of(process.pid());
  }

  long pid() {
    return process.pid();
  }

  /** Returns its port, as soon as it listens. */
  synchronized int port() throws InterruptedException, TimeoutException {
    await(() -> port != null);
    return Objects.requireNonNull(port);
  }

  /** Returns the lines of its log so far that hold a text. */
  synchronized List<String> lines(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  /** Returns the first block that is yet to come and is as wanted. */
  synchronized LoggedBlock next(Predicate<LoggedBlock> wanted)
      throws InterruptedException, TimeoutException {
    return after(blocks.size(), wanted);
  }

  /** Returns the first block that is as wanted, from those that have come on. */
  synchronized LoggedBlock first(Predicate<LoggedBlock> wanted)
      throws InterruptedException, TimeoutException {
    return after(0, wanted);
  }

  /** Returns all blocks from one to another. */
  synchronized List<LoggedBlock> blocks(LoggedBlock first, LoggedBlock last) {
    return List.copyOf(blocks.subList(blocks.indexOf(first), blocks.indexOf(last) + 1));
  }

  private synchronized LoggedBlock after(int number, Predicate<LoggedBlock> wanted)
      throws InterruptedException, TimeoutException {
    int next = number;
    while (true) {
      int index = next++;
      await(() -> blocks.size() > index);
      if (wanted.test(blocks.get(index))) {
        return blocks.get(index);
      }
    }
  }

  private synchronized void await(BooleanSupplier come)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + Client.TIMEOUT.toNanos();
    while (!come.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) {
        throw new TimeoutException("the server has " + (ended ? "ended" : "not said it") + lines);
      }
      wait(left);
    }
  }

  /** Stops it in an orderly way and returns all that it has logged. */
  List<LoggedBlock> stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    reader.join(Client.TIMEOUT.toMillis());
    synchronized (this) {
      return List.copyOf(blocks);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}
