// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL that a test stops, starts again and holds still. */
public final class PostgresServer implements AutoCloseable {

  private static final String SUPERUSER = "postgres";

  private final Path folder;
  private final int port;
  private String database = SUPERUSER;
  private int databases;
  private Optional<EmbeddedPostgres> running = Optional.empty();

  private PostgresServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Returns one that does not run yet, on a port that was free a moment ago. */
  public static PostgresServer notStarted(Path folder, int port) {
    return new PostgresServer(folder, port);
  }

  /** Starts one whose data stands in a folder of its own. */
  public static PostgresServer start(Path folder) throws IOException {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false).start();
    PostgresServer server = new PostgresServer(folder, postgres.getPort());
    server.running = Optional.of(postgres);
    return server;
  }

  /** Starts it, with the port and the data that it had. */
  public void start() throws IOException {
    running =
        Optional.of(
            EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .start());
  }

  /** Makes an empty database and is about that from now on. */
  public void useNewDatabase() throws SQLException {
    String name = "t" + ++databases;
    execute("CREATE DATABASE " + name);
    database = name;
    // As from version 15 on.
    execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  }

  /** Returns the URL of its database, with the user who may do everything. */
  public String url() {
    return url(SUPERUSER);
  }

  /** Returns the URL of its database, with a user. */
  public String url(String user) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + user;
  }

  /** Executes a statement as the user who may do everything. */
  public void execute(String sql) throws SQLException {
    try (Connection connection =
            running.orElseThrow().getDatabase(SUPERUSER, database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Asks this user for a password from now on, when it connects anew. */
  public void askForPassword(String user) throws IOException, SQLException {
    Path access = folder.resolve("pg_hba.conf");
    List<String> rules = Files.readAllLines(access);
    rules.add(0, "host all " + user + " 127.0.0.1/32 scram-sha-256");
    Files.write(access, rules);
    execute("SELECT pg_reload_conf()");
  }

  /** Has all of its processes stop where they are: whoever asks waits, and connects still. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Has them go on. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
    // The server first, so that it starts no more of them.
    if (kill(signal, Stream.of(pid)) != 0) {
      throw new IOException("no signal " + signal + " to " + pid);
    }
    // One of them may end meanwhile.
    kill(signal, ProcessHandle.of(pid).orElseThrow().descendants().map(ProcessHandle::pid));
  }

  private static int kill(String signal, Stream<Long> pids)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of("kill", "-" + signal), pids.map(pid -> Long.toString(pid)))
            .toList();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Stops it as an administrator does; whoever is connected is thrown out. */
  public void stop() throws IOException {
    if (running.isPresent()) {
      running.get().close();
      running = Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
