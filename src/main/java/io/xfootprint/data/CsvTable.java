// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 *
 * <p>The start looks for a few cells among thousands of rows, in code that is not compiled yet. So
 * a line is taken apart only as far as the cell that is asked for. The price is that a line of the
 * file must be a row: a cell may hold commas and quotes, but no line break.
 */
public final class CsvTable {

  private final String name;
  private final List<String> columns;

  /** The rows as they are written. */
  private final List<String> lines;

  private CsvTable(String name, List<String> columns, List<String> lines) {
    this.name = name;
    this.columns = columns;
    this.lines = lines;
  }

  /**
   * Reads the table {@code name.csv} from the folder of this class.
   *
   * @param name the file's name without its ending
   * @throws IllegalStateException if the jar does not hold the table
   * @throws UncheckedIOException if it cannot be read
   */
  public static CsvTable read(String name) {
    try (InputStream stream = CsvTable.class.getResourceAsStream(name + ".csv")) {
      if (stream == null) {
        throw new IllegalStateException("the jar must hold the table " + name + ".csv");
      }
      List<String> lines = lines(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      List<String> columns = List.of(lines.get(0).strip().split(",", -1));
      return new CsvTable(name, columns, lines.subList(1, lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table " + name + ".csv", e);
    }
  }

  /** Splits at line feeds; {@link String#lines} looks at each character by itself. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /** Returns every row, in the file's order. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      rows.add(new Row(this, i));
    }
    return rows;
  }

  /** Returns the first row that fulfils a condition. */
  public Optional<Row> find(Predicate<Row> condition) {
    for (int i = 0; i < lines.size(); i++) {
      Row row = new Row(this, i);
      if (condition.test(row)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** Returns the first row whose cell in a column is this text, in upper or lower case. */
  public Optional<Row> find(String column, String text) {
    int number = number(column);
    for (int i = 0; i < lines.size(); i++) {
      if (cell(lines.get(i), number).equalsIgnoreCase(text)) {
        return Optional.of(new Row(this, i));
      }
    }
    return Optional.empty();
  }

  private int number(String column) {
    int number = columns.indexOf(column);
    if (number < 0) {
      throw new IllegalArgumentException(name + ".csv has no column " + column);
    }
    return number;
  }

  /** Returns a cell of a line. A cell in quotes may hold commas, and quotes, each written twice. */
  private static String cell(String line, int number) {
    int start = 0;
    for (int before = 0; before < number; before++) {
      start = end(line, start) + 1;
    }
    String text = line.substring(start, end(line, start));
    return text.startsWith("\"")
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"").strip()
        : text.strip();
  }

  /** Returns where the cell ends that starts at an index: at a comma, or at the line's end. */
  private static int end(String line, int start) {
    int unquoted = start;
    while (line.startsWith("\"", unquoted)) {
      // Past the quote that ends the text. If another one follows, both mean a quote inside it.
      unquoted = line.indexOf('"', unquoted + 1) + 1;
    }
    int comma = line.indexOf(',', unquoted);
    return comma < 0 ? line.length() : comma;
  }

  /** One line of a table. */
  public static final class Row {

    private final CsvTable table;
    private final int index;

    private Row(CsvTable table, int index) {
      this.table = table;
      this.index = index;
    }

    /** Returns the columns' names, in the file's order. */
    public List<String> columns() {
      return table.columns;
    }

    /** Returns the text in a column; empty if the cell is empty. */
    public String text(String column) {
      return cell(table.lines.get(index), table.number(column));
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
      // The names of the columns are the first line.
      throw new IllegalStateException(
          "%s.csv, line %s: '%s' must be a number, but was '%s'"
              .formatted(table.name, index + 2, column, text));
    }

    /** Returns the whole number in a column; a fraction is cut off. Fails as {@link #number}. */
    public int integer(String column) {
      return (int) number(column);
    }
  }
}
