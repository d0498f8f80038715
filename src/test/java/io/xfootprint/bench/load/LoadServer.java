// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import com.sun.management.ThreadMXBean;
import io.xfootprint.functional.harness.ServerProcess;
import io.xfootprint.functional.harness.Site;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/** The process that is measured: the container of this run with one variant of the site. */
final class LoadServer {

  /** Answers how many bytes all threads have allocated so far. */
  static final String ALLOCATED = "/allocated";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private LoadServer() {}

  private static long allocatedBytes() {
    return LongStream.of(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  /**
   * Prints its port, and serves until its input ends.
   *
   * @param arguments the name of a {@link LoadVariant}, and a folder for the container
   */
  public static void main(String[] arguments) throws Exception {
    // Every application logs. Else only the filters that do would pay for the start of the logging.
    LoggerFactory.getLogger(LoadServer.class).debug("starting");
    Site site =
        Site.of(Path.of(arguments[1]))
            .servlet(
                ALLOCATED,
                (request, response) -> response.getOutputStream().print(allocatedBytes()));
    for (Answering answering : Answering.values()) {
      site.servlet(answering.path(), answering);
    }
    ServerProcess.serve(LoadVariant.valueOf(arguments[0]).before(site));
  }
}
