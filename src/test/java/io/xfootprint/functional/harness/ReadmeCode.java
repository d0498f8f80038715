// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The code that the README tells users to write, for tests that do just that. */
public final class ReadmeCode {

  private static final Pattern BLOCK = Pattern.compile("(?s)```[a-z]+\\n(.*?)```");
  private static final Pattern PROPERTY = Pattern.compile("`(footprint[.][a-z.]+=[a-z]+)`");

  private ReadmeCode() {}

  /** Returns the block of code that has this text in it. */
  public static String block(String text) throws IOException {
    return only(
        BLOCK.matcher(readme()).results().map(found -> found.group(1)).toList().stream()
            .filter(block -> block.contains(text))
            .toList());
  }

  /** Returns the line of application.properties. */
  public static String property() throws IOException {
    return only(PROPERTY.matcher(readme()).results().map(ReadmeCode::first).distinct().toList());
  }

  private static String first(MatchResult found) {
    return found.group(1);
  }

  private static String only(List<String> found) {
    if (found.size() != 1) {
      throw new IllegalStateException("the README must have one, but has " + found);
    }
    return found.get(0);
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
