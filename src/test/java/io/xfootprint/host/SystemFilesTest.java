// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemFilesTest {

  @TempDir private Path folder = Path.of("");

  private FileTree tree() {
    return new FileTree(folder.resolve("root"));
  }

  @Test
  void readsValuesAndLines() {
    SystemFiles files = tree().with("/a/b", " m5.large \n").with("/list", "x\n\ny\r\nz").files();
    assertEquals(Optional.of("m5.large"), files.value("/a/b"));
    assertEquals(List.of("x", "", "y", "z"), files.lines("/list"));
    assertTrue(files.exists("/a"));
    assertTrue(files.exists("/a/b"));
  }

  @Test
  void takesALongTextForNoValue() {
    String longest = "x".repeat(SmallFile.MAX_VALUE_BYTES);
    SystemFiles files = tree().with("/longest", longest).with("/longer", longest + " ").files();
    assertEquals(Optional.of(longest), files.value("/longest"));
    assertEquals(Optional.empty(), files.value("/longer"));
  }

  @Test
  void readsNoMoreThanFourMegabytes() {
    SystemFiles files = tree().with("/endless", "abc\n".repeat(2 << 20)).files();
    assertEquals(1 << 20, files.lines("/endless").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none",
        "/folder",
        "/dangling",
        "",
        "/",
        "/a\0b",
        "/../outside",
        "/x/../../outside"
      })
  void findsNothingInWhatIsNoFileBelowTheRoot(String path) throws IOException {
    SystemFiles files = tree().with("/folder/file", "text").files();
    Files.writeString(folder.resolve("outside"), "secret");
    Files.createSymbolicLink(folder.resolve("root/dangling"), Path.of("nowhere"));
    assertEquals(Optional.empty(), files.value(path));
    assertEquals(List.of(), files.lines(path));
  }

  @Test
  void isEmptyWithoutARoot() {
    SystemFiles files = new SystemFiles(folder.resolve("none"));
    assertEquals(Optional.empty(), files.value("/a"));
    assertFalse(files.exists("/a"));
  }
}
