// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of documentation, for tests that hold it against the code. Paths start at the project's
 * root, where the build runs.
 */
public record MarkdownPage(List<String> lines) {

  /** A row of a table by the names of its columns. */
  public record Cells(Map<String, String> byColumn) {

    public String text(String column) {
      return Objects.requireNonNull(byColumn.get(column), column);
    }
  }

  private static final Path PAGES = Path.of("src", "site", "markdown");
  private static final Pattern QUOTED_VALUE = Pattern.compile("`([A-Za-z0-9._-]+) = ([^`\\n]+)`");

  /** Reads a page. */
  public static MarkdownPage read(String path) {
    try {
      return new MarkdownPage(Files.readAllLines(Path.of(path)));
    } catch (IOException e) {
      throw new IllegalStateException("the project must hold " + path, e);
    }
  }

  /** Returns the files that users read: all pages, README and CHANGELOG. */
  static List<Path> all() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CHANGELOG.md")), pages)
          .toList();
    }
  }

  /** Returns all of it as running text. */
  String text() {
    return String.join(" ", lines).replaceAll(" +", " ");
  }

  /** Returns the lines below a heading, up to the next one of any level. */
  private List<String> section(String heading) {
    int start = lines.indexOf(heading);
    if (start < 0) {
      throw new IllegalStateException("the page must have the heading " + heading);
    }
    return lines.stream().skip(start + 1L).takeWhile(line -> !isHeading(line)).toList();
  }

  private static boolean isHeading(String line) {
    return line.matches("#+ .*");
  }

  /**
   * Returns the rows of the first table below a heading, by the names of its columns, without the
   * marks of code.
   */
  public List<Cells> table(String heading) {
    List<List<String>> rows =
        section(heading).stream()
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(MarkdownPage::cells)
            .toList();
    List<String> columns = rows.get(0);
    List<Cells> table = new ArrayList<>();
    for (List<String> row : rows.subList(2, rows.size())) {
      Map<String, String> byColumn = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        byColumn.put(columns.get(i), row.get(i));
      }
      table.add(new Cells(byColumn));
    }
    return table;
  }

  /** Returns the names in a column of the first table below a heading; a cell may list several. */
  List<String> names(String heading, String column) {
    return table(heading).stream()
        .flatMap(row -> Arrays.stream(row.text(column).split(", ", -1)))
        .toList();
  }

  private static List<String> cells(String line) {
    String inner = line.substring(1, line.lastIndexOf('|'));
    return Arrays.stream(inner.split("\\|", -1))
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }

  /** Returns the lines of code below a heading that begin with a text. */
  public List<String> code(String heading, String beginning) {
    return section(heading).stream()
        .filter(line -> line.startsWith("    " + beginning))
        .map(String::strip)
        .toList();
  }

  /**
   * Returns the first block of code below a heading that is between lines of back quotes.
   *
   * @param language as the line before the block names it
   */
  public String block(String heading, String language) {
    return section(heading).stream()
        .dropWhile(line -> !line.equals("```" + language))
        .skip(1)
        .takeWhile(line -> !line.startsWith("```"))
        .collect(Collectors.joining("\n"));
  }

  /** Returns all that stands as {@code name = value} between marks of code. */
  Map<String, String> quotedValues() {
    Map<String, String> values = new LinkedHashMap<>();
    QUOTED_VALUE
        .matcher(String.join("\n", lines))
        .results()
        .forEach(
            found -> {
              String before = values.put(found.group(1), found.group(2));
              if (before != null && !before.equals(found.group(2))) {
                throw new IllegalStateException(found.group(1) + " is quoted with two values");
              }
            });
    return values;
  }
}
