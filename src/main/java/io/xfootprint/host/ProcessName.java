// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What people call a process: its host, which is a pod or a container where there are such. */
public final class ProcessName {

  private ProcessName() {}

  /**
   * Returns the host's name and the process's number, such as {@code web-7d9f/1}: up to 100 visible
   * ASCII characters. Asks nothing over the network.
   */
  public static String ofThisProcess() {
    return of(new SystemFiles(Path.of("/")), System.getenv(), ProcessHandle.current().pid());
  }

  static String of(SystemFiles files, Map<String, String> environment, long pid) {
    String host =
        files
            .value("/proc/sys/kernel/hostname")
            .or(
                () ->
                    Stream.of("HOSTNAME", "COMPUTERNAME")
                        .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                        .findFirst())
            .map(name -> name.replaceAll("[^!-~]", "?"))
            .filter(name -> !name.isEmpty())
            .orElse("unknown");
    return host.substring(0, Math.min(host.length(), 80)) + "/" + pid;
  }
}
