// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A run of Prometheus's own tool, which has ended. */
record Promtool(int status, String output) {

  private static final int PATIENCE_SECONDS = 60;

  /** Returns where a program is on the path; empty if it is not. */
  static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Skips a test on a machine without Prometheus. */
  static void assumeThereIsPrometheus() {
    assumeTrue(
        Stream.of("prometheus", "promtool").allMatch(name -> onPath(name).isPresent()),
        "Prometheus is not installed (Debian: prometheus)");
  }

  /** Runs it with a text as its input. */
  static Promtool run(String input, Object... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(onPath("promtool").orElseThrow()), Arrays.stream(arguments))
            .map(Object::toString)
            .toList();
    Path output = Files.createTempFile("promtool", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try (OutputStream to = process.getOutputStream()) {
        to.write(input.getBytes(StandardCharsets.UTF_8));
      }
      try {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), command::toString);
      } finally {
        process.destroyForcibly();
      }
      return new Promtool(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  void assertSuccess() {
    assertEquals(0, status, output);
  }
}
