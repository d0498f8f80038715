// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.functional.harness.ChildJvm;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Another process that has a database of H2 open. */
record FileHolder(ChildJvm jvm) implements AutoCloseable {

  private static final String OPEN = "open";

  /** Returns once the other process has it. */
  static FileHolder of(String url) throws IOException, InterruptedException, TimeoutException {
    ChildJvm jvm = ChildJvm.start(FileHolder.class, List.of(), url);
    jvm.line(OPEN::equals);
    return new FileHolder(jvm);
  }

  /** Opens the database until the process that started this one ends it, or ends itself. */
  public static void main(String... url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url[0])) {
      System.out.println(connection.isClosed() ? "closed" : OPEN);
      ChildJvm.awaitStop();
    }
  }

  @Override
  public void close() throws InterruptedException, TimeoutException {
    jvm.stop();
  }
}
