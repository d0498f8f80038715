// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes tables for download, in the format of RFC 4180.
 *
 * <p>For use by any thread.
 */
public final class CsvText {

  private CsvText() {}

  /**
   * Returns the rows as lines that end with CR LF, as the RFC wants. Cells may hold any text; one
   * with a comma, a quote or a line break is put in quotes.
   */
  public static String of(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      rows.forEach(writer::writeRecord);
    } catch (IOException e) {
      // Cannot happen: a StringWriter does no I/O.
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
