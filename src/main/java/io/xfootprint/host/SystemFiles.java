// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The small text files in which a system tells of itself. Containers may hide them, and other
 * systems than Linux have none.
 *
 * <p>Never throws, and reads no more than it says, whatever stands there. Immutable and safe for
 * use by many threads.
 */
final class SystemFiles {

  /** Longer than any value of interest; the longest instance type has 27 characters. */
  static final int MAX_VALUE_BYTES = 64;

  /** {@code /proc/cpuinfo} takes 1.6 kB per CPU; the largest servers have less than 2,000. */
  private static final int MAX_LIST_BYTES = 4 << 20;

  private final Path root;

  /**
   * Takes a folder.
   *
   * @param root what stands for {@code /}; may be missing
   */
  SystemFiles(Path root) {
    this.root = root;
  }

  /** Returns what a file says that holds one short value; empty if it is longer than that. */
  Optional<String> value(String path) {
    return text(path, MAX_VALUE_BYTES + 1)
        .filter(text -> text.length() <= MAX_VALUE_BYTES)
        .map(String::strip);
  }

  /** Returns the lines of a file, up to 4 MB; none if it cannot be read. */
  List<String> lines(String path) {
    return text(path, MAX_LIST_BYTES).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** Tells whether there is such a file or folder. */
  boolean exists(String path) {
    return path(path).filter(Files::exists).isPresent();
  }

  private Optional<String> text(String path, int maxBytes) {
    try {
      Optional<Path> file = path(path).filter(Files::isRegularFile);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file.get())) {
        return Optional.of(new String(in.readNBytes(maxBytes), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /** Files name other files, so a path is text from outside; it stays below the root. */
  private Optional<Path> path(String text) {
    try {
      Path path = root.resolve(text.replaceFirst("^/+", "")).normalize();
      return Optional.of(path).filter(below -> below.startsWith(root.normalize()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
