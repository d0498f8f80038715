// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where short values come from: files of the system, or in tests what the system may refuse. */
@FunctionalInterface
interface TextSource {

  /** The file system. */
  TextSource DISK = TextSource::readFile;

  /**
   * Returns the value that a file holds, without blanks around it.
   *
   * @throws IOException if there is no such file, it may not be read, or it holds more than a value
   */
  String read(Path file) throws IOException;

  private static String readFile(Path file) throws IOException {
    // The longest number has 19 digits, the longest name of a zone 30 characters.
    int maxLength = 64;
    // To open a pipe would wait for its writer.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxLength + 1);
      if (bytes.length > maxLength) {
        throw new IOException("longer than a value");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }
  }
}
