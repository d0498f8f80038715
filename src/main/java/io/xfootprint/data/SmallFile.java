// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the short files in which a system describes itself, such as {@code
 * /sys/class/dmi/id/sys_vendor}.
 *
 * <p>It reads no more than the caller asks for and never waits, whatever somebody may have put in
 * the file's place, such as a pipe or a huge file. For use by any thread.
 */
public final class SmallFile {

  /**
   * The most characters of a value. The longest number has 19, the longest instance type 27, the
   * longest name of a powercap zone 30.
   */
  public static final int MAX_VALUE_BYTES = 64;

  /** Nearly all files are shorter. To read to an open end takes two more calls of the system. */
  private static final int USUAL_BYTES = 4096;

  private SmallFile() {}

  /**
   * Returns the value that a file holds, without blanks around it.
   *
   * @throws java.nio.file.AccessDeniedException if this user may not read the file
   * @throws IOException if there is no such file, or its text is longer than a value
   */
  public static String value(Path file) throws IOException {
    return value(file.toFile());
  }

  /** Returns the value that a file holds, as {@link #value(Path)}. */
  public static String value(File file) throws IOException {
    String text = text(file, MAX_VALUE_BYTES + 1);
    if (text.length() > MAX_VALUE_BYTES) {
      throw new FileSystemException(file.toString(), null, "longer than a value");
    }
    return text.strip();
  }

  /** Returns the first bytes of a file as text in ISO 8859-1, up to a number of them. */
  public static String text(File file, int maxBytes) throws IOException {
    return new String(bytes(file, maxBytes), StandardCharsets.ISO_8859_1);
  }

  /** Returns the first bytes of a file, up to a number of them. */
  public static byte[] bytes(File file, int maxBytes) throws IOException {
    // Opening a pipe would wait for its writer.
    if (!file.isFile()) {
      requireReadable(file);
      throw new FileSystemException(file.toString(), null, "not a file");
    }
    // A stream instead of a channel, which fails on a thread that was interrupted. All of it by
    // File: what runs once per window is never compiled, and a Path then takes twice as long.
    try (FileInputStream in = new FileInputStream(file)) {
      byte[] start = new byte[Math.min(maxBytes, USUAL_BYTES)];
      int length = in.readNBytes(start, 0, start.length);
      byte[] bytes = Arrays.copyOf(start, length);
      return length < USUAL_BYTES ? bytes : joined(bytes, in.readNBytes(maxBytes - length));
    } catch (FileNotFoundException e) {
      requireReadable(file);
      throw e;
    }
  }

  private static byte[] joined(byte[] start, byte[] rest) {
    byte[] all = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, all, start.length, rest.length);
    return all;
  }

  /**
   * Throws if this user may not read the file: {@link FileInputStream} reports missing rights as a
   * missing file, and messages should name the rights.
   */
  private static void requireReadable(File file) throws IOException {
    Path path = file.toPath();
    path.getFileSystem().provider().checkAccess(path, AccessMode.READ);
  }
}
