// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import io.xfootprint.functional.handlers.Burner;
import io.xfootprint.functional.harness.ServerProcess;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.Variant;
import io.xfootprint.process.ProcessMeter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves {@code /burn}, which uses 60 ms of CPU time and allocates nothing, {@code /wait}, which
 * has a thread for 60 ms and uses none, and {@code /nothing}.
 */
final class BurningServer {

  static final long BURNT_NANOS = 60_000_000;

  private BurningServer() {}

  /**
   * What has been used since the process began.
   *
   * @param processNanos CPU time of all threads of the process, by the operating system, in ns
   * @param burntNanos CPU time that the handlers have read on the clocks of their threads, in ns
   */
  record Truth(long processNanos, long burntNanos) {

    static Truth of(List<Long> numbers) {
      return new Truth(numbers.get(0), numbers.get(1));
    }

    Truth since(Truth before) {
      return new Truth(processNanos - before.processNanos, burntNanos - before.burntNanos);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Burner burner = new Burner();
    ProcessMeter process = ProcessMeter.ofJvm();
    burner.set(BURNT_NANOS);
    ServerProcess.serve(
        Variant.FOOTPRINT.before(
            Site.of(Path.of(arguments[0]))
                .servlet("/burn", (request, response) -> burner.burn(1))
                .servlet("/wait", (request, response) -> LockSupport.parkNanos(BURNT_NANOS))
                .servlet("/nothing", (request, response) -> {})
                .servlet(
                    "/truth",
                    (request, response) ->
                        response
                            .getOutputStream()
                            .print(process.read().cpuNanos() + " " + burner.sum()))));
  }
}
