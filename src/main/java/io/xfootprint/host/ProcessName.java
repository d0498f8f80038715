// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name of this process among others that share a store: its host, which is the machine, the pod
 * or the container, and its number.
 */
public final class ProcessName {

  private ProcessName() {}

  /**
   * Returns the host's name and the process's number, such as {@code web-7d9f/1}, in at most 100
   * visible ASCII characters. Uses no network, as {@code InetAddress.getLocalHost} may, which waits
   * for a name server.
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
