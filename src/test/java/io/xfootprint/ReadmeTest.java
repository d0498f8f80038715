// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README shows, held against the pages that the code is held against. */
class ReadmeTest {

  private static final int MOST_LINES = 160;
  private static final int MOST_BYTES = 9_000;

  private static final String TRY_IT = "## Try it";

  private final MarkdownPage readme = MarkdownPage.read("README.md");
  private final MarkdownPage log = MarkdownPage.read("src/site/markdown/log.md");

  private String line(String beginning) {
    return readme.code(TRY_IT, beginning).get(0);
  }

  private BigDecimal figure(String beginning, String key) {
    Matcher found = Pattern.compile(" " + key + "=([0-9.]+)").matcher(line(beginning));
    assertTrue(found.find(), key);
    return new BigDecimal(found.group(1));
  }

  @Test
  void isReadInFiveMinutes() throws IOException {
    assertTrue(readme.lines().size() <= MOST_LINES, () -> readme.lines().size() + " lines");
    long bytes = Files.size(Path.of("README.md"));
    assertTrue(bytes <= MOST_BYTES, () -> bytes + " bytes");
  }

  @Test
  void showsThePageOnTheLogCutShort() {
    for (String beginning : List.of("route=", "app=")) {
      String whole = log.code("# The log lines", beginning).get(0);
      List<String> shown = List.of(line(beginning).split(" (?=[a-z0-9_]+=)", -1));
      List<String> all = List.of(whole.split(" (?=[a-z0-9_]+=)", -1));
      assertEquals(shown, all.stream().filter(shown::contains).toList());
    }
  }

  /** The request came right after the block, so the window is the same. */
  @Test
  void showsAHeaderOfTheSameMoment() {
    assertEquals(
        figure("app=", "requests").add(BigDecimal.ONE), figure("X-Footprint-Total:", "requests"));
    assertTotal("energy_j", "energy-uj", "energy-j");
    assertTotal("full_j", "energy-uj", "full-j");
    assertTotal("co2e_mg", "co2e-ng", "co2e-mg");
    assertTotal("full_co2e_mg", "co2e-ng", "full-co2e-mg");
  }

  /** Each of the figures is rounded to three decimals. */
  private void assertTotal(String inLog, String ofRequest, String ofTotal) {
    BigDecimal expected =
        figure("app=", inLog).add(figure("X-Footprint:", ofRequest).movePointLeft(6));
    assertEquals(
        expected.doubleValue(), figure("X-Footprint-Total:", ofTotal).doubleValue(), 0.0015);
  }

  /** A reader who follows one of these finds it on the page on the log, with the same key. */
  @Test
  void answersWhatPeopleWantWithKeysOfTheLog() {
    assertAnswers(readme.table(TRY_IT));
    assertAnswers(log.table("## I want to ..."));
  }

  private void assertAnswers(List<MarkdownPage.Cells> wishes) {
    List<String> keys = log.names("## Keys", "key");
    assertTrue(wishes.size() >= 4, () -> "only " + wishes);
    for (MarkdownPage.Cells wish : wishes) {
      List<String> used =
          Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+|requests|share")
              .matcher(wish.text("use this key"))
              .results()
              .map(MatchResult::group)
              .toList();
      assertTrue(!used.isEmpty() && keys.containsAll(used), wish::toString);
    }
  }

  @Test
  void givesSettingsTheDefaultsOfTheirPage() {
    Map<String, String> defaults =
        MarkdownPage.read("src/site/markdown/settings.md").table("## Settings").stream()
            .collect(Collectors.toMap(row -> row.text("name"), row -> row.text("default")));
    List<MarkdownPage.Cells> shown = readme.table("## Settings that people set");
    assertEquals(6, shown.size());
    shown.forEach(row -> assertEquals(defaults.get(row.text("name")), row.text("default")));
  }

  @Test
  void namesKeysThatThePagesExplain() {
    String figures = "## What the figures mean";
    List<String> ofHeader =
        MarkdownPage.read("src/site/markdown/headers.md").names("## X-Footprint", "X-Footprint");
    assertTrue(ofHeader.containsAll(readme.names(figures, "header")), ofHeader::toString);
    List<String> ofLog = log.names("## Keys", "key");
    assertTrue(ofLog.containsAll(readme.names(figures, "log")), ofLog::toString);
  }

  @Test
  void linksToEachPage() throws IOException {
    for (Path page : MarkdownPage.all()) {
      String name = page.getFileName().toString();
      assertTrue(name.equals("README.md") || readme.text().contains(name + ")"), name);
    }
  }
}
