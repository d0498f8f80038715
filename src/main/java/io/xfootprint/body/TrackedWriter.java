// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import java.io.PrintWriter;
import java.nio.CharBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The writer of an answer's body. It gives notice before a call may commit the response, and then
 * hands the call to the container's writer.
 *
 * <p>The other methods of {@link PrintWriter}, such as {@code print} and {@code append}, come down
 * to these. Line ends and formats are left to the container: Undertow's writer ends lines with CR
 * LF on every system, and Jetty's formats in the response's locale. With those of {@code
 * PrintWriter} an answer of 60,000 bytes had 55,000.
 */
public final class TrackedWriter extends PrintWriter {

  /** A guess, as the length is known only once the text is formatted, and that is done once. */
  private static final int GUESSED_CHARACTERS_PER_ARGUMENT = 32;

  private final PrintWriter inner;
  private final CommitTracker tracker;

  /**
   * Creates a writer.
   *
   * @param inner the container's
   * @param tracker counts what is written
   */
  public TrackedWriter(PrintWriter inner, CommitTracker tracker) {
    super(inner);
    this.inner = inner;
    this.tracker = tracker;
  }

  /** Returns whether it hands on to this writer, and can be given again in its place. */
  public boolean wraps(PrintWriter writer) {
    return inner == writer;
  }

  @Override
  public void write(int character) {
    tracker.beforeText((char) character);
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add(character >> Byte.SIZE);
      checksum.add(character);
    }
    inner.write(character);
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    tracker.beforeText(characters, offset, length);
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add(CharBuffer.wrap(characters), offset, length);
    }
    inner.write(characters, offset, length);
  }

  @Override
  public void write(String text, int offset, int length) {
    tracker.beforeText(text, offset, length);
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add(text, offset, length);
    }
    inner.write(text, offset, length);
  }

  @Override
  public void println() {
    tracker.beforeLineEnd();
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add('\n');
    }
    inner.println();
  }

  @Override
  public PrintWriter format(String format, @Nullable Object @Nullable ... arguments) {
    beforeFormat(format, arguments);
    inner.format(format, arguments);
    return this;
  }

  @Override
  public PrintWriter format(
      @Nullable Locale locale, String format, @Nullable Object @Nullable ... arguments) {
    beforeFormat(format, arguments);
    inner.format(locale, format, arguments);
    return this;
  }

  private void beforeFormat(String format, @Nullable Object @Nullable [] arguments) {
    int count = arguments == null ? 0 : arguments.length;
    long guess = format.length() + (long) GUESSED_CHARACTERS_PER_ARGUMENT * count;
    tracker.beforeFormattedText(guess);
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      // The container formats it, past this.
      checksum.lose();
    }
  }

  @Override
  public void flush() {
    tracker.beforeFlush();
    inner.flush();
  }

  @Override
  public void close() {
    tracker.beforeEnd();
    inner.close();
  }

  @Override
  public boolean checkError() {
    // It flushes, as the contract of PrintWriter says.
    tracker.beforeFlush();
    return inner.checkError();
  }
}
