// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The JVM of a server, which a script may have started. */
final class ServerJvm implements AutoCloseable {

  static final String HEAP = "-Xmx512m";

  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final long PATIENCE_SECONDS = 300;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Process process;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServerJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * Starts a command.
   *
   * @param environment what the command finds beside the environment of this JVM
   * @param log takes what the command prints
   */
  static ServerJvm start(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
    builder.directory(log.getParent().toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ServerJvm(builder.start(), log);
  }

  static String java() {
    return JAVA_HOME.resolve(Path.of("bin", "java")).toString();
  }

  /** Returns a port of the loopback interface that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until an address answers with a text. */
  void await(String address, String text) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!text.equals(get(address))) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(address + " does not answer: see " + log);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private String get(String address) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }

  String diagnose(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                JAVA_HOME.resolve(Path.of("bin", "jcmd")).toString(),
                Long.toString(jvm().pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException(said);
    }
    return said;
  }

  private ProcessHandle jvm() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(handle -> handle.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    kill();
    process.waitFor();
  }
}
