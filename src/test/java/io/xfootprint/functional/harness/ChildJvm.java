// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A JVM of this class path in a process of its own, and the lines that it prints. Safe for use by
 * many threads.
 */
public final class ChildJvm implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  /** The compiler that is soon done, so that it takes little CPU time beside what a test is for. */
  private static final String COMPILER = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final PrintStream input;
  private final Thread reader;
  private final Consumer<String> listener;

  // Guarded by this object's lock.
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private ChildJvm(Process process, Consumer<String> listener) {
    this.process = process;
    this.listener = listener;
    input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    reader = new Thread(this::readLines, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the main method of a class, with options of the JVM. */
  public static ChildJvm start(Class<?> main, List<String> options, Object... arguments)
      throws IOException {
    return start(Path.of(System.getProperty("java.home")), main, options, line -> {}, arguments);
  }

  /**
   * Starts it on the JVM of another home.
   *
   * @param listener gets each line while this object is locked
   */
  static ChildJvm start(
      Path javaHome,
      Class<?> main,
      List<String> options,
      Consumer<String> listener,
      Object... arguments)
      throws IOException {
    List<String> command =
        Stream.of(
                Stream.of(javaHome.resolve(Path.of("bin", "java"))),
                Stream.of(COMPILER, ContainerKind.option()),
                options.stream(),
                Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                Stream.of(arguments))
            .flatMap(part -> part)
            .map(Object::toString)
            .toList();
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
        listener);
  }

  private void readLines() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = output.readLine()) != null) {
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
    listener.accept(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  public long pid() {
    return process.pid();
  }

  /** Returns the lines so far that hold a text. */
  public synchronized List<String> lines(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  /** Returns the first line that is as wanted, as soon as there is one. */
  public synchronized String line(Predicate<String> wanted)
      throws InterruptedException, TimeoutException {
    await(() -> lines.stream().anyMatch(wanted));
    return lines.stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Sends a line and returns the one that is printed next. */
  public synchronized String answer(String question) throws InterruptedException, TimeoutException {
    int before = lines.size();
    input.println(question);
    await(() -> lines.size() > before);
    return lines.get(before);
  }

  /** Waits for what its lines make true. */
  synchronized void await(BooleanSupplier come) throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!come.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) {
        throw new TimeoutException(
            "the other process has " + (ended ? "ended" : "not said it") + ": " + lines);
      }
      wait(left);
    }
  }

  /** Ends its input, upon which it ends by itself, and returns its exit status. */
  public int stop() throws InterruptedException, TimeoutException {
    input.close();
    return awaitEnd();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() throws InterruptedException, TimeoutException {
    process.destroyForcibly();
    awaitEnd();
  }

  private int awaitEnd() throws InterruptedException, TimeoutException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("the other process does not end: " + lines(""));
    }
    reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    return process.exitValue();
  }

  /** Returns as soon as the process that has started this one ends its input, or ends itself. */
  public static void awaitStop() throws IOException {
    while (System.in.read() >= 0) {
      // Nothing is sent.
    }
  }

  @Override
  public void close() throws InterruptedException, TimeoutException {
    kill();
  }
}
