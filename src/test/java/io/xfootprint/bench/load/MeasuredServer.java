// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import io.xfootprint.functional.harness.ChildJvm;
import io.xfootprint.functional.harness.KeptConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A {@link LoadServer} in a process of its own: what the kernel and its JVM say that it uses.
 *
 * @param startMillis from the start of the process to its first answer
 */
record MeasuredServer(ChildJvm jvm, int port, LoadClient client, double startMillis)
    implements AutoCloseable {

  /**
   * Both compilers, and a heap whose size does not depend on the machine. Its young part is small:
   * all variants have soon used it once, so that what they hold, and not what they have thrown away
   * so far, makes the difference in memory.
   */
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=4", "-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-Xmn16m");

  /** What requests took, each of them; CPU time of all threads of the process in us. */
  record Cost(double cpuMicros, double bytes) {}

  static MeasuredServer start(LoadVariant variant, Path folder) throws Exception {
    List<String> options = new ArrayList<>(OPTIONS);
    // Each variant writes to a folder of its own, should it write anything.
    Path own = Files.createDirectories(folder.resolve(variant.toString()));
    options.add("-Djava.io.tmpdir=" + own);
    long start = System.nanoTime();
    ChildJvm jvm = ChildJvm.start(LoadServer.class, options, variant.name(), own);
    int port = Integer.parseInt(jvm.line(line -> line.matches("\\d+")));
    try (KeptConnection connection = KeptConnection.to(port)) {
      connection.get(Answering.DECLARED.path());
    }
    double millis = (System.nanoTime() - start) / 1e6;
    return new MeasuredServer(jvm, port, new LoadClient(port), millis);
  }

  Cost cost(Answering answering, long nanos) throws IOException {
    double bytesBefore = allocatedBytes();
    Map<Path, Long> before = cpuNanosByThread();
    int requests = client.flatOut(answering.path(), nanos);
    Map<Path, Long> after = cpuNanosByThread();
    double bytes = allocatedBytes() - bytesBefore;
    // A thread that has ended, such as one of the compiler's, is left out with all it ever used.
    long cpuNanos =
        after.entrySet().stream()
            .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
            .sum();
    return new Cost(cpuNanos / 1e3 / requests, bytes / requests);
  }

  /** From the scheduler, in ns: the process's own sum has steps of 10 ms. */
  private Map<Path, Long> cpuNanosByThread() throws IOException {
    Map<Path, Long> nanos = new HashMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + jvm.pid() + "/task"))) {
      for (Path thread : threads.toList()) {
        try {
          String text = Files.readString(thread.resolve("schedstat"));
          nanos.put(thread, Long.valueOf(text.substring(0, text.indexOf(' '))));
        } catch (NoSuchFileException e) {
          // It has ended since.
        }
      }
    }
    return nanos;
  }

  private double allocatedBytes() throws IOException {
    try (KeptConnection connection = KeptConnection.to(port)) {
      return Double.parseDouble(connection.get(LoadServer.ALLOCATED).body());
    }
  }

  /** Memory that it has at the moment, in MB. */
  double residentMegabytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/" + jvm.pid() + "/status")).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(line.replaceAll("\\D", "")) / 1e3;
  }

  @Override
  public void close() throws Exception {
    client.close();
    jvm.close();
  }
}
