// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for all pages: links, files that they name, words. */
class PagesTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "xfootprint");

  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern SOURCE = Pattern.compile("`([\\w/-]+\\.java)`");
  private static final Pattern LAYERS =
      Pattern.compile("(units, data <-.*?<- servlet[^\n]*)", Pattern.DOTALL);

  private static final Pattern NOT_PLAIN =
      Pattern.compile(
          "(?i)\\b(whoever|of which|likewise|anew|stands under|is to be|are to be|by what"
              + "|tells whether)\\b");

  @Test
  void linkToFilesAndHeadingsThatAreThere() throws IOException {
    int links = 0;
    for (Path page : MarkdownPage.all()) {
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        links++;
        Path target =
            link.group(1).isEmpty()
                ? page
                : page.toAbsolutePath().resolveSibling(link.group(1)).normalize();
        assertTrue(Files.exists(target), page + " links to " + link.group());
        if (link.group(2) != null) {
          assertTrue(anchors(target).contains(link.group(2)), page + " links to " + link.group());
        }
      }
    }
    assertTrue(links > 50, "only " + links);
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  /** The ways through the source are wrong as soon as a class moves. */
  @Test
  void nameSourceFilesThatAreThere() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/contributing.md"));
    List<String> named = SOURCE.matcher(page).results().map(found -> found.group(1)).toList();
    assertTrue(named.size() > 10, "only " + named);
    named.forEach(file -> assertTrue(Files.exists(SOURCES.resolve(file)), file));
  }

  @Test
  void drawTheLayersAsThePackageDoes() throws IOException {
    assertEquals(
        layers(SOURCES.resolve("package-info.java")),
        layers(Path.of("src/site/markdown/contributing.md")));
  }

  private static String layers(Path file) throws IOException {
    return LAYERS
        .matcher(Files.readString(file))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1)
        .replaceAll("[\\s*]+", " ");
  }

  @Test
  void explainTwentyEightTermsInTheirOrder() {
    MarkdownPage glossary = MarkdownPage.read("src/site/markdown/glossary.md");
    List<String> terms =
        glossary.table("# Glossary").stream().map(row -> row.text("term")).toList();
    assertEquals(28, terms.size());
    assertEquals(terms.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList(), terms);
  }

  @Test
  void useWordsThatReadAtOnce() throws IOException {
    for (Path page : MarkdownPage.all()) {
      List<String> found =
          NOT_PLAIN
              .matcher(MarkdownPage.read(page.toString()).text())
              .results()
              .map(MatchResult::group)
              .toList();
      assertEquals(List.of(), found, page::toString);
    }
  }
}
