// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The container of this run in a process of its own, whose CPU time no client adds to.
 *
 * <p>Its {@code /truth} answers with numbers that a test holds against what requests are told.
 */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts the main method of a class, which calls {@link #serve}. */
  static ServerProcess start(Class<?> main, Path folder) throws IOException {
    Process process = fork(properties(), main, folder);
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = said.readLine();
    if (port == null) {
      throw new IOException("the server has ended before it began");
    }
    return new ServerProcess(process, Integer.parseInt(port));
  }

  /** Starts the main method of a class on this JVM's class path, with options of the JVM. */
  static Process fork(Stream<String> options, Class<?> main, Path folder) throws IOException {
    return fork(Path.of(System.getProperty("java.home")), options, main, folder);
  }

  /** Starts it on the JVM of another home. */
  static Process fork(Path javaHome, Stream<String> options, Class<?> main, Path folder)
      throws IOException {
    return new ProcessBuilder(
            Stream.of(
                    Stream.of(javaHome.resolve(Path.of("bin", "java"))),
                    Stream.of("-Dcontainer=" + System.getProperty("container", "jetty-ee10")),
                    options,
                    Stream.of("-cp", System.getProperty("java.class.path")),
                    Stream.of(main.getName(), folder))
                .flatMap(part -> part)
                .map(Object::toString)
                .toList())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /**
   * Exact figures, and as little work beside the requests as can be: no window to close, and the
   * compiler that is soon done. The other one used up to 0.5 s in the first 2 s of requests, and
   * 0.1 s in each 2 s after.
   */
  private static Stream<String> properties() {
    return Stream.of(
        "-XX:TieredStopAtLevel=1",
        "-Dfootprint.header.digits=0",
        "-Dfootprint.window=1h",
        "-Dfootprint.log.interval=0");
  }

  /** Serves until the process that started this one ends it, or ends itself. */
  static void serve(Site site) throws Exception {
    try (Container container = ContainerKind.ofThisRun().start(site)) {
      System.out.println(container.port());
      while (System.in.read() >= 0) {
        // Nothing is sent: this waits for the end of the other process.
      }
    }
  }

  int port() {
    return port;
  }

  /** Asks for the numbers. */
  List<Long> truth() throws IOException {
    try (KeptConnection connection = KeptConnection.to(port)) {
      return Stream.of(connection.getLast("/truth").body().split(" ")).map(Long::valueOf).toList();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
  }
}
