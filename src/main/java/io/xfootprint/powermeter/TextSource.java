// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import io.xfootprint.data.SmallFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the values of files: those of the real system, or of one that a test makes up, where a file
 * may refuse to be read.
 */
@FunctionalInterface
interface TextSource {

  /** The file system. */
  TextSource DISK = SmallFile::value;

  /** Returns the value in a file, or fails as {@link SmallFile#value} does. */
  String read(Path file) throws IOException;
}
