// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;

/**
 * An application server on the loopback interface, in a process of its own, with one application at
 * {@link #PATH}.
 */
public interface AppServer extends AutoCloseable {

  /** Where the application is. */
  String PATH = "/app";

  /** Path at which the application tells which deployment it is. */
  String MARK = PATH + "/t/mark";

  int port();

  /** Serves an application in place of the one before, and returns when it does. */
  void deploy(Application application) throws IOException, InterruptedException;

  /** Returns what the server's JVM answers to a diagnostic command of {@code jcmd}. */
  String diagnose(String command) throws IOException, InterruptedException;

  /** Ends the process. */
  @Override
  void close() throws InterruptedException;
}
