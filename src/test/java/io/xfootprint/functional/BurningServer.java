// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import io.xfootprint.meter.ProcessMeter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The container of this run in a process of its own, whose CPU time no client adds to.
 *
 * <p>{@code /burn} uses 60 ms of CPU time and allocates nothing, {@code /wait} has a thread for 60
 * ms and uses none, {@code /nothing} answers at once, and {@code /truth} tells what the process has
 * used.
 */
final class BurningServer implements AutoCloseable {

  static final long BURNT_NANOS = 60_000_000;

  private final Process process;
  private final int port;

  private BurningServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * What has been used since the process began.
   *
   * @param processNanos CPU time of all threads of the process, by the operating system, in ns
   * @param burntNanos CPU time that the handlers have read on the clocks of their threads, in ns
   */
  record Truth(long processNanos, long burntNanos) {

    Truth since(Truth before) {
      return new Truth(processNanos - before.processNanos, burntNanos - before.burntNanos);
    }
  }

  static BurningServer start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")),
                        properties(),
                        Stream.of("-cp", System.getProperty("java.class.path")),
                        Stream.of(BurningServer.class.getName(), folder))
                    .flatMap(part -> part)
                    .map(Object::toString)
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = said.readLine();
    if (port == null) {
      throw new IOException("the server has ended before it began");
    }
    return new BurningServer(process, Integer.parseInt(port));
  }

  /**
   * Exact figures, and as little work beside the requests as can be: no window to close, and the
   * compiler that is soon done. The other one used up to 0.5 s in the first 2 s of requests, and
   * 0.1 s in each 2 s after.
   */
  private static Stream<String> properties() {
    return Stream.of(
        "-XX:TieredStopAtLevel=1",
        "-Dcontainer=" + System.getProperty("container", "jetty-ee10"),
        "-Dfootprint.header.digits=0",
        "-Dfootprint.window=1h",
        "-Dfootprint.log.interval=0");
  }

  int port() {
    return port;
  }

  Truth truth() throws IOException {
    try (KeptConnection connection = KeptConnection.to(port)) {
      List<Long> numbers =
          Stream.of(connection.getLast("/truth").body().split(" ")).map(Long::valueOf).toList();
      return new Truth(numbers.get(0), numbers.get(1));
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
  }

  /** Serves until the process that started this one ends it, or ends itself. */
  public static void main(String[] arguments) throws Exception {
    Burner burner = new Burner();
    ProcessMeter process = ProcessMeter.ofJvm();
    burner.set(BURNT_NANOS);
    Site site =
        Variant.FOOTPRINT.before(
            Site.of(Path.of(arguments[0]))
                .servlet("/burn", (request, response) -> burner.burn(1))
                .servlet("/wait", (request, response) -> LockSupport.parkNanos(BURNT_NANOS))
                .servlet("/nothing", (request, response) -> {})
                .servlet(
                    "/truth",
                    (request, response) ->
                        response.getOutputStream().print(process.cpuNanos() + " " + burner.sum())));
    try (Container container = ContainerKind.ofThisRun().start(site)) {
      System.out.println(container.port());
      while (System.in.read() >= 0) {
        // Nothing is sent: this waits for the end of the other process.
      }
    }
  }
}
