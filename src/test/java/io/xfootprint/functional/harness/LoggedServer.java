// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link LoggedSite} in a process of its own, of which a test reads the log as it is written.
 *
 * <p>Its windows are short. Safe for use by many threads.
 */
public final class LoggedServer implements AutoCloseable {

  private static final Pattern JOULES_PER_CPU_SECOND =
      Pattern.compile("([0-9.]+) J per CPU-second");

  private static final String BEFORE_MESSAGE = " - ";

  private final ChildJvm jvm;

  // Guarded by the lock of the JVM.
  private final BlockReader reader = new BlockReader();
  private final List<LoggedBlock> blocks = new ArrayList<>();

  private LoggedServer(Path javaHome, Path folder, List<String> options) throws IOException {
    jvm = ChildJvm.start(javaHome, LoggedSite.class, options, this::take, folder);
  }

  /**
   * Starts a server.
   *
   * @param options of the JVM, settings of ours among them
   */
  public static LoggedServer start(Path folder, String... options) throws IOException {
    return startOn(Path.of(System.getProperty("java.home")), folder, options);
  }

  /** Starts a server on the JVM of another home. */
  public static LoggedServer startOn(Path javaHome, Path folder, String... options)
      throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-Dfootprint.window=500ms",
                "-Dfootprint.log.interval=500ms",
                "-Dfootprint.log.detail=full"));
    all.addAll(List.of(options));
    return new LoggedServer(javaHome, folder, all);
  }

  private void take(String line) {
    int message = line.indexOf(BEFORE_MESSAGE);
    reader
        .take(message < 0 ? line : line.substring(message + BEFORE_MESSAGE.length()), this::outside)
        .ifPresent(blocks::add);
  }

  /** Returns what its first log line says a CPU-second takes, in J. */
  public double joulesPerCpuSecond() {
    Matcher number = JOULES_PER_CPU_SECOND.matcher(lines("Measuring ").get(0));
    if (!number.find()) {
      throw new AssertionError(lines("Measuring "));
    }
    return Double.parseDouble(number.group(1));
  }

  /** Returns what Linux tells of it now. */
  Outside outside() {
    return Outside.of(pid());
  }

  public long pid() {
    return jvm.pid();
  }

  /** Returns its port, as soon as it listens. */
  public int port() throws InterruptedException, TimeoutException {
    return Integer.parseInt(jvm.line(ServerProcess::isPort));
  }

  /** Returns the lines of its log so far that hold a text. */
  public List<String> lines(String text) {
    return jvm.lines(text);
  }

  /** Returns the first block that is yet to come and is as wanted. */
  public LoggedBlock next(Predicate<LoggedBlock> wanted)
      throws InterruptedException, TimeoutException {
    return after(blocks().size(), wanted);
  }

  /** Returns the first block that is as wanted, from those that have come on. */
  public LoggedBlock first(Predicate<LoggedBlock> wanted)
      throws InterruptedException, TimeoutException {
    return after(0, wanted);
  }

  /** Returns all blocks from one to another. */
  public List<LoggedBlock> blocks(LoggedBlock first, LoggedBlock last) {
    List<LoggedBlock> all = blocks();
    return all.subList(all.indexOf(first), all.indexOf(last) + 1);
  }

  private List<LoggedBlock> blocks() {
    synchronized (jvm) {
      return List.copyOf(blocks);
    }
  }

  private LoggedBlock after(int number, Predicate<LoggedBlock> wanted)
      throws InterruptedException, TimeoutException {
    int next = number;
    while (true) {
      int index = next++;
      jvm.await(() -> blocks.size() > index);
      LoggedBlock block = blocks().get(index);
      if (wanted.test(block)) {
        return block;
      }
    }
  }

  /** Stops it in an orderly way and returns all that it has logged. */
  public List<LoggedBlock> stop() throws InterruptedException, TimeoutException {
    jvm.stop();
    return blocks();
  }

  @Override
  public void close() throws InterruptedException, TimeoutException {
    jvm.close();
  }
}
