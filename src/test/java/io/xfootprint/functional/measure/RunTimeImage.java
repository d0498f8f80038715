// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.spi.ToolProvider;

/**
 * A run-time image with few modules of this JVM's JDK, made once for each JDK and kept in the
 * build's folder: it takes 4 s of CPU time and 65 MB.
 */
final class RunTimeImage {

  /** What a server and its log need. */
  private static final String MODULES = "java.base,java.logging,java.management,java.xml";

  private RunTimeImage() {}

  /** Returns its home; empty where the JDK cannot make one. */
  static Optional<Path> home() throws IOException {
    Path home = Path.of("target", "image-" + Runtime.version());
    return Files.exists(home) ? Optional.of(home) : make(home);
  }

  private static Optional<Path> make(Path home) throws IOException {
    Path unfinished = Path.of("target", "image-" + ProcessHandle.current().pid());
    Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
    if (jlink.isEmpty() || jlink.get().run(System.out, System.err, options(unfinished)) != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.move(unfinished, home));
    } catch (FileSystemException e) {
      // Another process was faster.
      return Optional.of(home);
    }
  }

  private static String[] options(Path output) {
    return new String[] {"--add-modules", MODULES, "--output", output.toString()};
  }
}
