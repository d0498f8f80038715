// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The meter of a file in which another program keeps the machine's power in W: a single number, or
 * PowerJoular's CSV, whose third column is the power and whose last line is the newest:
 *
 * <pre>
 * 31.5
 * 2026-11-23 03:05:08,0.2610,31.5000,30.0000,1.5000
 * </pre>
 *
 * <p>A single number is the power of the machine at the wall. PowerJoular reads RAPL, so its power
 * is that of processor packages.
 *
 * <p>The power counts for the whole time since the last reading. The file may be rewritten at any
 * moment, so an empty one or a line without its end is unknown, and not an error.
 */
final class WattsFile implements EnergyMeter {

  /** In W; more than any machine draws. */
  static final double MAX_WATTS = 100_000;

  /**
   * The oldest file that counts, in seconds and in windows, whichever is longer. Programs write
   * every few seconds. A minute without a line means that the program has ended.
   */
  private static final double FRESH_SECONDS = 60;

  private static final double FRESH_WINDOWS = 3;

  /** Only the end is read: PowerJoular adds a line of some 100 characters each second. */
  private static final int TAIL_BYTES = 4096;

  private static final int POWER_COLUMN = 2;

  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,9}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");

  private final Path file;

  /** Whether the last text that was read had columns. */
  private boolean hasColumns;

  private WattsFile(Path file) {
    this.file = file;
  }

  /** Returns the meter of a file; one that measures nothing if the file holds something else. */
  static EnergyMeter at(Path file) {
    WattsFile meter = new WattsFile(file);
    try {
      String text = meter.tail();
      // The file is empty for a moment each time that the program rewrites it.
      return text.isBlank() || !Double.isNaN(watts(text))
          ? meter
          : new NoEnergyMeter(file + " holds no power in W");
    } catch (IOException | SecurityException e) {
      return NoEnergyMeter.unreadable(file, e);
    }
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** PowerJoular's CSV holds the power of packages; a number by itself is that at the wall. */
  @Override
  public boolean isOfPackages() {
    return hasColumns;
  }

  /** At the wall nothing is left out. */
  @Override
  public boolean measuresMemory() {
    return !hasColumns;
  }

  @Override
  public double joulesSinceLast(double elapsedSeconds) {
    try {
      boolean usable =
          elapsedSeconds > 0 && Double.isFinite(elapsedSeconds) && isFresh(elapsedSeconds);
      return usable ? watts(tail()) * elapsedSeconds : Double.NaN;
    } catch (IOException | SecurityException e) {
      return Double.NaN;
    }
  }

  /** Returns whether the program has written lately, so that its figure holds. */
  private boolean isFresh(double elapsedSeconds) throws IOException {
    // Opening a pipe in its place would wait for a writer.
    if (!Files.isRegularFile(file)) {
      return false;
    }
    Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
    return age.toSeconds() <= Math.max(FRESH_SECONDS, FRESH_WINDOWS * elapsedSeconds);
  }

  /** Returns its last lines, without a first one that is cut. */
  private String tail() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file);
        InputStream in = Channels.newInputStream(channel)) {
      long skipped = Math.max(0, channel.size() - TAIL_BYTES);
      channel.position(skipped);
      String text = new String(in.readNBytes(TAIL_BYTES), StandardCharsets.ISO_8859_1);
      int cutLine = skipped == 0 ? 0 : text.indexOf('\n') + 1;
      if (!text.isBlank()) {
        hasColumns = text.indexOf(',') >= 0;
      }
      return skipped == 0 || cutLine > 0 ? text.substring(cutLine) : "";
    }
  }

  /** Returns the power of the last complete line; NaN if there is none. */
  private static double watts(String text) {
    int end = text.lastIndexOf('\n');
    String ended = (end < 0 ? text : text.substring(0, end)).stripTrailing();
    String[] columns = ended.substring(ended.lastIndexOf('\n') + 1).split(",", -1);
    if (columns.length == 1) {
      return number(columns[0]);
    }
    // A line without its end counts only if one more column shows that the power is complete.
    boolean complete = end >= 0 || columns.length > POWER_COLUMN + 1;
    return complete && columns.length > POWER_COLUMN ? number(columns[POWER_COLUMN]) : Double.NaN;
  }

  /** Parses a power in W; NaN if it is none. */
  private static double number(String text) {
    String stripped = text.strip();
    double watts = NUMBER.matcher(stripped).matches() ? Double.parseDouble(stripped) : Double.NaN;
    // No machine draws 0 W; programs write that before they know better.
    return watts > 0 && watts <= MAX_WATTS ? watts : Double.NaN;
  }

  @Override
  public String description() {
    return "watts in " + file;
  }
}
