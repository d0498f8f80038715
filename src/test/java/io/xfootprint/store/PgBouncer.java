// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A PgBouncer before a PostgreSQL, which gives each transaction another session. */
final class PgBouncer implements AutoCloseable {

  private static final String NAME = "pgbouncer";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Process process;
  private final int port;

  private PgBouncer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns where it is installed; empty if it is not. */
  static Optional<Path> installed() {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin"))
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one on a port that was free a moment ago, and returns when it listens.
   *
   * @param user as whom it connects, whoever asks
   */
  static PgBouncer start(Path folder, int serverPort, String user) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path settings =
        Files.writeString(
            folder.resolve(NAME + ".ini"),
            """
            [databases]
            * = host=127.0.0.1 port=%d user=%s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            server_reset_query_always = 0
            server_round_robin = 1
            default_pool_size = 5
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(serverPort, user, port));
    PgBouncer bouncer = new PgBouncer(process(settings), port);
    bouncer.awaitListening();
    return bouncer;
  }

  private static Process process(Path settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(installed().orElseThrow().toString());
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to be root, and then has to read its settings as another user.
      command.addAll(List.of("-u", "nobody"));
      Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
      Files.setPosixFilePermissions(
          settings.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    command.add(settings.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitListening() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isListening()) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        close();
        throw new IOException("PgBouncer does not listen");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
