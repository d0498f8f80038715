// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/**
 * The baseline and the report of some tests. A file is replaced as a whole, so a reader sees the
 * old one or the new one. JVMs that run tests at the same time wait for each other, by a lock on a
 * file beside the report, which no version control looks at.
 *
 * @param baselineFile JSON, may be missing
 * @param reportFile Markdown, may be missing
 */
record BudgetFiles(Path baselineFile, Path reportFile) {

  private static final Object LOCK = new Object();

  /**
   * Reads the baseline.
   *
   * @throws IllegalStateException if its text is not that of one
   */
  Baseline baseline() {
    return parse(text(baselineFile));
  }

  private Baseline parse(String text) {
    try {
      return Baseline.parse(text);
    } catch (IOException e) {
      throw new IllegalStateException(baselineFile + " is not a baseline: " + e.getMessage(), e);
    }
  }

  /** Returns what to do where the baseline lacks a route, as the end of a sentence about it. */
  String missing(RequestCost cost) {
    return "has no baseline in %s; it allocates %s: to add it, run this test with -D%s=renew and commit the file"
        .formatted(
            baselineFile,
            Figure.ALLOCATION.text(cost.of(Figure.ALLOCATION)),
            BudgetsExtension.PROPERTY);
  }

  /** Puts a route into the baseline. */
  void renew(String route, RequestCost cost) {
    change(baselineFile, text -> parse(text).with(route, cost).text());
  }

  /** Puts a row into the report, in place of the last one of its route. */
  void report(BudgetRow row) {
    change(reportFile, text -> BudgetTable.with(text, row));
  }

  private void change(Path file, UnaryOperator<String> change) {
    Path lock = reportFile.resolveSibling(reportFile.getFileName() + ".lock");
    // A lock on a file is that of a JVM, and one thread must not ask for it twice.
    synchronized (LOCK) {
      try {
        createParent(lock);
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var held = channel.lock()) {
          replace(file, change.apply(text(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(file + " could not be written", e);
      }
    }
  }

  private static void replace(Path file, String text) throws IOException {
    createParent(file);
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(whole, text);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void createParent(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
  }

  /** Returns the text of a file; empty if there is none. What is not UTF-8 is replaced. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read", e);
    }
  }
}
