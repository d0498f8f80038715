// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import io.xfootprint.data.SmallFile;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads the small text files in which Linux describes itself, below {@code /proc} and {@code /sys}.
 * Containers may hide them, and other systems have none.
 *
 * <p>Never throws. A file that cannot be read counts as missing. Immutable and safe for use by many
 * threads.
 */
final class SystemFiles {

  /** {@code /proc/cpuinfo} takes 1.6 kB per CPU, and the largest servers have less than 2,000. */
  private static final int MAX_LIST_BYTES = 4 << 20;

  private final Path root;

  /** The root again, for the files below it. */
  private final File folder;

  /**
   * Creates a reader. Reads nothing.
   *
   * @param root the folder to use as {@code /}; may be missing
   */
  SystemFiles(Path root) {
    this.root = root;
    folder = root.toFile();
  }

  /** Returns the value in a file; empty if its text is longer than {@link SmallFile} allows. */
  Optional<String> value(String path) {
    try {
      File file = file(path);
      // Many of the files asked for are missing, and an exception for each takes 20 us.
      return file.isFile() ? Optional.of(SmallFile.value(file)) : Optional.empty();
    } catch (IOException | SecurityException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns one of the firmware's values (DMI), such as {@code sys_vendor}; empty if there is none.
   */
  Optional<String> firmware(String name) {
    return value("/sys/class/dmi/id/" + name);
  }

  /** Returns the text of a file, up to 4 MB; empty if it cannot be read. */
  String text(String path) {
    try {
      return SmallFile.text(file(path), MAX_LIST_BYTES);
    } catch (IOException | SecurityException | InvalidPathException e) {
      return "";
    }
  }

  /** Returns the lines of a file, up to 4 MB; none if it cannot be read. */
  List<String> lines(String path) {
    return text(path).lines().toList();
  }

  /** Returns the lines of a file that is compressed by gzip, as {@link #lines}. */
  List<String> compressedLines(String path) {
    try (InputStream text =
        new GZIPInputStream(
            new ByteArrayInputStream(SmallFile.bytes(file(path), MAX_LIST_BYTES)))) {
      return new String(text.readNBytes(MAX_LIST_BYTES), StandardCharsets.ISO_8859_1)
          .lines()
          .toList();
    } catch (IOException | SecurityException | InvalidPathException e) {
      return List.of();
    }
  }

  /** Returns whether there is such a file or folder. */
  boolean exists(String path) {
    try {
      return file(path).exists();
    } catch (IOException | SecurityException | InvalidPathException e) {
      return false;
    }
  }

  /** Returns a file below the root. Files name other files, so its path is text from outside. */
  private File file(String text) throws NoSuchFileException {
    // Only a text with ".." can lead out of it, and resolving takes longer than reading most files.
    return text.contains("..") ? path(text).toFile() : new File(folder, text);
  }

  /** Resolves a path, and refuses one that leads out of the root. */
  private Path path(String text) throws NoSuchFileException {
    int start = 0;
    while (text.startsWith("/", start)) {
      start++;
    }
    Path path = root.resolve(text.substring(start)).normalize();
    if (!path.startsWith(root.normalize())) {
      throw new NoSuchFileException(text);
    }
    return path;
  }
}
