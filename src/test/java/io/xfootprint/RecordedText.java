// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Outputs as they were recorded, in parts: formats that others read must not change by a byte. */
public final class RecordedText {

  private static final String HEADING = "##### ";

  private final String name;
  private final Map<String, String> written = new LinkedHashMap<>();

  /** Creates an empty text, to be compared with the file of that name. */
  public RecordedText(String name) {
    this.name = name;
  }

  /** Adds a part. */
  public RecordedText add(String part, String text) {
    written.put(part, text.strip());
    return this;
  }

  /**
   * Compares all parts with those that were recorded. Where they differ, {@code target/recorded}
   * has a file to compare by eye, and to put in place of the recorded one if the change was meant.
   */
  public void assertUnchanged() throws IOException {
    Map<String, String> recorded = read();
    if (!recorded.equals(written)) {
      write();
    }
    assertFalse(recorded.isEmpty(), "nothing was recorded");
    recorded.forEach((part, text) -> assertEquals(text, written.get(part), part));
    assertEquals(recorded.keySet(), written.keySet());
  }

  private void write() throws IOException {
    StringBuilder all = new StringBuilder();
    written.forEach((part, text) -> all.append(HEADING + part + "\n" + text + "\n"));
    Path folder = Files.createDirectories(Path.of("target/recorded"));
    Files.writeString(folder.resolve(name + ".txt"), all);
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    String resource = "/recorded/" + name + ".txt";
    try (InputStream in =
        Objects.requireNonNull(RecordedText.class.getResourceAsStream(resource))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String part : all.substring(HEADING.length()).split("\n" + HEADING, -1)) {
        int end = part.indexOf('\n');
        parts.put(part.substring(0, end), part.substring(end + 1).strip());
      }
    }
    return parts;
  }
}
