// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The libraries that X-Footprint takes from the class path of an application, each with the oldest
 * version that is tested. All others are in its jar, under names of its own.
 */
public enum RequiredLibrary {
  /** Names the processor where no file does, and tells the load of the machine. */
  OSHI("oshi", "com.github.oshi:oshi-core", "5.8.7"),
  /** Takes the log lines. */
  SLF4J("org.slf4j", "org.slf4j:slf4j-api", "1.7.36");

  /** Finds a class of the library in a message of the JVM. */
  private final Pattern classes;

  /** Maven's group and artifact. */
  private final String artifact;

  private final String leastVersion;

  RequiredLibrary(String packages, String artifact, String leastVersion) {
    // Messages of the JVM write names of classes with dots, with slashes, or with both.
    this.classes = Pattern.compile("(?<![\\w./])" + packages.replace(".", "[./]") + "[./]");
    this.artifact = artifact;
    this.leastVersion = leastVersion;
  }

  /**
   * Returns one sentence that says which library does not fit, the least version, and the way out.
   * A {@code LinkageError} alone names a class that most users have never heard of.
   */
  public static String explain(LinkageError error) {
    // The root names what was not found; errors above it name our class that needed it.
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String found = root.toString();
    return Arrays.stream(values())
        .filter(each -> each.classes.matcher(found).find())
        .findFirst()
        .map(
            each ->
                each.artifact
                    + " must be on the class path in version "
                    + each.leastVersion
                    + " or later, but there was "
                    + found
                    + "; one that fits comes with X-Footprint where the application's build neither"
                    + " excludes it nor gives it a version")
        .orElse(
            "all classes must be of versions that fit each other, but there was "
                + found
                + "; X-Footprint's jar must be on the class path once");
  }
}
