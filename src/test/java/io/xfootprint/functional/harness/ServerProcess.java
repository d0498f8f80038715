// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The container of this run in a process of its own, whose CPU time no client adds to.
 *
 * <p>Its {@code /truth} answers with numbers that a test holds against what requests are told.
 *
 * @param port that it listens on
 */
public record ServerProcess(ChildJvm jvm, int port) implements AutoCloseable {

  /** Exact figures, and as little work beside the requests as can be: no window to close. */
  private static final List<String> SETTINGS =
      List.of("-Dfootprint.header.digits=0", "-Dfootprint.window=1h", "-Dfootprint.log.interval=0");

  /** Starts the main method of a class, which calls {@link #serve}. */
  public static ServerProcess start(Class<?> main, Path folder)
      throws IOException, InterruptedException, TimeoutException {
    ChildJvm jvm = ChildJvm.start(main, SETTINGS, folder);
    return new ServerProcess(jvm, Integer.parseInt(jvm.line(ServerProcess::isPort)));
  }

  /** Returns whether a line is what {@link #serve} says first. */
  static boolean isPort(String line) {
    return line.matches("\\d+");
  }

  /** Serves until the process that started this one ends it, or ends itself. */
  public static void serve(Site site) throws Exception {
    try (Container container = ContainerKind.ofThisRun().start(site)) {
      System.out.println(container.port());
      ChildJvm.awaitStop();
    }
  }

  /** Asks for the numbers. */
  public List<Long> truth() throws IOException {
    try (KeptConnection connection = KeptConnection.to(port)) {
      return Stream.of(connection.getLast("/truth").body().split(" ")).map(Long::valueOf).toList();
    }
  }

  @Override
  public void close() throws InterruptedException, TimeoutException {
    jvm.close();
  }
}
