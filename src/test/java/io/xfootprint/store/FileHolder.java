// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;

/** Another process that has a database of H2 open. */
final class FileHolder implements AutoCloseable {

  private final Process process;

  private FileHolder(Process process) {
    this.process = process;
  }

  /** Returns once the other process has it. */
  static FileHolder of(String url) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FileHolder.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() < 0) {
      throw new IOException("the other process has ended before it began");
    }
    return new FileHolder(process);
  }

  /** Opens the database until the process that started this one ends it, or ends itself. */
  public static void main(String... url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url[0])) {
      System.out.println(connection.isClosed());
      while (System.in.read() >= 0) {
        // Nothing is sent.
      }
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor(Together.SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
  }
}
