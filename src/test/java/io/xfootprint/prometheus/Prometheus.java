// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A real Prometheus in a process of its own, on a free port of the loopback interface. */
final class Prometheus implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Pattern LISTENS =
      Pattern.compile("msg=\"?Listening on\"? address=127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern SAMPLE = Pattern.compile("\\[[\\d.e+]+,\"([^\"]+)\"\\]");

  private final Process process;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();
  private String address = "";

  private Prometheus(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Returns where one of this folder has its data. */
  static Path data(Path folder) {
    return folder.resolve("data");
  }

  /**
   * Starts one, and returns when it answers.
   *
   * @param folder for all its files
   * @param settings in YAML
   */
  static Prometheus start(Path folder, String settings) throws Exception {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), settings);
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                Promtool.onPath("prometheus").orElseThrow().toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + data(folder),
                // Tests write scrapes of a past day.
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Prometheus prometheus = new Prometheus(process, log);
    try {
      prometheus.awaitReady();
      return prometheus;
    } catch (Exception | Error e) {
      prometheus.close();
      throw e;
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IOException("Prometheus does not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    List<MatchResult> listens = LISTENS.matcher(Files.readString(log)).results().toList();
    if (listens.isEmpty()) {
      return false;
    }
    address = "http://127.0.0.1:" + listens.get(0).group(1);
    return send("/-/ready").statusCode() == 200;
  }

  private HttpResponse<String> send(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Asks its interface.
   *
   * @param what such as {@code rules}
   * @param parameters names and values in turn
   * @return the answer in JSON
   */
  String get(String what, Object... parameters) throws IOException, InterruptedException {
    StringBuilder path = new StringBuilder("/api/v1/" + what);
    for (int i = 0; i < parameters.length; i += 2) {
      path.append(i == 0 ? '?' : '&')
          .append(encode(parameters[i]))
          .append('=')
          .append(encode(parameters[i + 1]));
    }
    HttpResponse<String> answer = send(path.toString());
    assertEquals(200, answer.statusCode(), () -> path + ": " + answer.body());
    return answer.body();
  }

  private static String encode(Object text) {
    return URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
  }

  /** Returns the only value of a query at a time in seconds since 1970. */
  double value(String query, double time) throws IOException, InterruptedException {
    List<Double> values = samples(get("query", "query", query, "time", time));
    assertEquals(1, values.size(), query);
    return values.get(0);
  }

  /** Returns all values of a query, of each second between two times; NaN and infinity are none. */
  List<Double> values(String query, double from, double to)
      throws IOException, InterruptedException {
    return samples(get("query_range", "query", query, "start", from, "end", to, "step", 1)).stream()
        .filter(Double::isFinite)
        .toList();
  }

  private static List<Double> samples(String answer) {
    return SAMPLE
        .matcher(answer)
        .results()
        .map(sample -> Double.valueOf(sample.group(1).replace("Inf", "Infinity")))
        .toList();
  }

  /** Ends it and waits until it has ended. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
