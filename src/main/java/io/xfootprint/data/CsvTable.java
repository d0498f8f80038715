// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A table of coefficients from the jar, with named columns: for example {@code cpu-power.csv}, with
 * a row for each microarchitecture.
 *
 * <p>Each call of {@link #read} reads the file again, so that no table stays in memory. Tables are
 * read when the filter starts and for a page of the report, never for a request that is measured.
 * Immutable and safe for use by many threads.
 */
public final class CsvTable {

  private final List<Row> rows;

  private CsvTable(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Reads the table {@code name.csv} from the folder of this class.
   *
   * @param name the file's name without its ending
   * @throws IllegalStateException if the jar does not hold the table
   * @throws UncheckedIOException if it cannot be read
   */
  public static CsvTable read(String name) {
    InputStream stream = CsvTable.class.getResourceAsStream(name + ".csv");
    if (stream == null) {
      throw new IllegalStateException("the jar must hold the table " + name + ".csv");
    }
    try (var reader =
        CsvReader.builder()
            .ofNamedCsvRecord(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return new CsvTable(reader.stream().map(line -> new Row(name, line)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table " + name + ".csv", e);
    }
  }

  /** Returns every row, in the file's order. */
  public List<Row> rows() {
    return rows;
  }

  /** Returns the first row that fulfils a condition. */
  public Optional<Row> find(Predicate<Row> condition) {
    return rows.stream().filter(condition).findFirst();
  }

  /** Returns the first row whose cell in a column is this text, in upper or lower case. */
  public Optional<Row> find(String column, String text) {
    return find(row -> row.text(column).equalsIgnoreCase(text));
  }

  /** One line of a table. */
  public static final class Row {

    private final String table;
    private final NamedCsvRecord line;

    private Row(String table, NamedCsvRecord line) {
      this.table = table;
      this.line = line;
    }

    /** Returns the columns' names, in the file's order. */
    public List<String> columns() {
      return line.getHeader();
    }

    /** Returns the text in a column; empty if the cell is empty. */
    public String text(String column) {
      return line.getField(column).strip();
    }

    /** Returns whether the cell is not empty. */
    public boolean has(String column) {
      return !text(column).isEmpty();
    }

    /**
     * Returns the number in a column, in the unit given by the column's name.
     *
     * @throws IllegalStateException if the cell holds no finite number
     */
    public double number(String column) {
      String text = text(column);
      try {
        double number = Double.parseDouble(text);
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Reported below, with the place.
      }
      throw new IllegalStateException(
          "%s.csv, line %s: '%s' must be a number, but was '%s'"
              .formatted(table, line.getStartingLineNumber(), column, text));
    }

    /** Returns the whole number in a column; a fraction is cut off. Fails as {@link #number}. */
    public int integer(String column) {
      return (int) number(column);
    }
  }
}
