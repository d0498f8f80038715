// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetFilesTest {

  private static final RequestCost COST = RequestCost.parse("alloc-b=8");

  @TempDir private Path folder;
  private BudgetFiles files;

  @BeforeEach
  void nameFiles() {
    files = new BudgetFiles(folder.resolve("baseline.json"), folder.resolve("target/budgets.md"));
  }

  private static BudgetRow row(String route, String... findings) {
    return new BudgetRow(route, COST, Optional.empty(), List.of(findings), List.of());
  }

  private List<String> rows() throws IOException {
    return Files.readAllLines(files.reportFile()).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| route"))
        .toList();
  }

  @Test
  void haveARowForEachRouteInTheirOrder() throws IOException {
    files.report(row("GET /b"));
    files.report(row("GET /a"));
    files.report(row("GET /b", "too dear"));
    assertEquals(
        List.of(
            "| `GET /a` | 8 B |  |  | unknown |  |  | unknown | ok |",
            "| `GET /b` | 8 B |  |  | unknown |  |  | unknown | too dear |"),
        rows());
  }

  @Test
  void letNoNameEndACell() throws IOException {
    files.report(row("GET /a | b\n| <img>"));
    files.report(row("GET /a | b\n| <img>"));
    assertEquals(
        List.of("| `GET /a \\| b \\| <img>` | 8 B |  |  | unknown |  |  | unknown | ok |"), rows());
  }

  @Test
  void surviveAReportThatIsNone() throws IOException {
    Files.createDirectories(files.reportFile().getParent());
    for (String text : List.of("", "|---", "x\n|---\n|\n| \n| x\n||||\n", "\u0000\n\n")) {
      Files.writeString(files.reportFile(), text);
      files.report(row("GET /"));
      assertEquals(1, rows().size(), text);
    }
  }

  @Test
  void keepAllThatManyThreadsPutThere() throws IOException {
    IntStream.range(0, 40)
        .parallel()
        .forEach(
            n -> {
              files.report(row("GET /" + n));
              files.renew("GET /" + n, COST);
            });
    assertEquals(40, rows().size());
    Baseline baseline = files.baseline();
    assertTrue(IntStream.range(0, 40).allMatch(n -> baseline.find("GET /" + n).isPresent()));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(
          List.of("baseline.json", "target"),
          left.map(Path::getFileName).map(String::valueOf).sorted().toList());
    }
  }
}
