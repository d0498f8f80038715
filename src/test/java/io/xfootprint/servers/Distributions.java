// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the build has put the servers. */
final class Distributions {

  private Distributions() {}

  /** Returns the file or folder whose name begins so. */
  static Path find(String prefix) throws IOException {
    Path folder = Path.of(System.getProperty("servers", "target/servers")).toAbsolutePath();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }
}
